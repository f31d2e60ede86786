import { posix } from 'node:path';
import type { Source } from '../model/index.ts';
import { get, itemsOf } from '../text/yaml/node.ts';
import { parseYaml } from '../text/yaml/parse.ts';
import { asText } from '../text/yaml/value.ts';

/** What a chart's Chart.yaml says of itself, as far as it matters for rendering. What is missing is helm's to complain of. */
export interface Chart {
  readonly folder: string;
  /** Chart.yaml. */
  readonly source: Source;
  readonly name: string | undefined;
  /** `type: library`: it renders nothing by itself. */
  readonly library: boolean;
  /** Dependencies that go by another name in this chart: alias → name. */
  readonly aliases: ReadonlyMap<string, string>;
}

export function readChart(source: Source): Chart {
  const root = parseYaml(source).documents[0];
  const aliases = itemsOf(get(root, 'dependencies')).flatMap((entry) => {
    const [alias, name] = [asText(get(entry, 'alias')), asText(get(entry, 'name'))];
    return alias === undefined || name === undefined ? [] : [[alias, name] as const];
  });
  return {
    folder: posix.dirname(source.path),
    source,
    name: asText(get(root, 'name')),
    library: asText(get(root, 'type')) === 'library',
    aliases: new Map(aliases),
  };
}

/** A release's name as helm takes it (pkg/chart/common/util, at most 53 characters): the chart's own, so that objects are called what people call them. */
export const releaseName = ({ name }: Chart): string =>
  name !== undefined && name.length <= 53 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name) ? name : 'release-name';

/**
 * The folders of the charts that stand for themselves: one below `charts/` of another is a part of that one.
 * `files` are the paths of Chart.yaml files.
 */
export function rootCharts(files: readonly string[]): string[] {
  const folders = new Set(files.map((file) => posix.dirname(file)));
  return [...folders].filter(
    (folder) => !ancestors(folder).some((above) => folders.has(above) && isInside(posix.join(above, 'charts'), folder)),
  );
}

/** What of a chart's folder is rendered with it. Other files in it (a Containerfile, say) stand for themselves. */
export function belongsToChart(folder: string, file: string): boolean {
  if (isInside(posix.join(folder, 'templates'), file) || isInside(posix.join(folder, 'charts'), file)) return true;
  return (
    posix.dirname(file) === folder &&
    /^(?:Chart\.(?:yaml|lock)|requirements\.(?:yaml|lock)|values\.(?:yaml|schema\.json))$/.test(posix.basename(file))
  );
}

/** Tests run only when somebody says `helm test`; helm calls whatever lies in this folder one. */
export const isChartTest = (folder: string, file: string): boolean => isInside(posix.join(folder, 'templates/tests'), file);

/**
 * The file of a `# Source:` comment or of helm's complaint (NAME/templates/web.yaml, NAME/charts/SUB/templates/web.yaml).
 * A subchart that goes by an alias lies in the folder of its name.
 */
export function fileOfTemplate({ folder, aliases }: Chart, named: string): string {
  const inside = named.slice(named.indexOf('/') + 1).replace(/^charts\/([^/]+)/, (_, sub: string) => `charts/${aliases.get(sub) ?? sub}`);
  return posix.join(folder, inside);
}

const isInside = (folder: string, path: string): boolean => folder === '.' || path.startsWith(`${folder}/`);

function ancestors(folder: string): string[] {
  const all: string[] = [];
  for (let at = folder; posix.dirname(at) !== at && all.length < 1000; at = posix.dirname(at)) all.push(posix.dirname(at));
  return all;
}
