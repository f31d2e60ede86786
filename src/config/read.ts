import { type Origin, type Problem, type Source, Unreadable } from '../model/index.ts';
import { positionAt } from '../text/lines.ts';
import { oneLine } from '../text/printable.ts';
import { get, itemsOf, originOf, pairsOf, type YamlNode } from '../text/yaml/node.ts';
import { parseYaml } from '../text/yaml/parse.ts';
import type { Config } from './config.ts';
import { type Shape, shapeOf, type Vocabulary } from './shape.ts';
import { firstFault } from './validate.ts';

export interface ReadConfig {
  readonly config: Config;
  /** Where each entry of `accept` is written. */
  readonly places: readonly Origin[];
}

/** The text of a configuration in YAML or JSON. Throws Unreadable, one line with its place, for one that is wrong. */
export function readConfig(source: Source, vocabulary: Vocabulary): ReadConfig {
  const { documents, problems } = parseYaml(source);
  const [problem] = problems;
  if (problem !== undefined) throw new Unreadable(`${placed(problem)}: ${problem.message}`);
  const [node] = documents;
  if (documents.length > 1) throw new Unreadable(`${source.path}: expected one document, found ${documents.length}`);
  if (node === undefined || (node.kind === 'scalar' && node.text === '')) return { config: {}, places: [] };
  return configOf(node, shapeOf(vocabulary), source.path.endsWith('.json'), (at) =>
    placed({ file: source.path, ...positionAt(source, at.start) }),
  );
}

/** What a configuration in JavaScript or TypeScript exports. The same, without lines: there are none. */
export function readConfigValue(path: string, value: unknown, vocabulary: Vocabulary): ReadConfig {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    throw new Unreadable(`${path}: the default export is no plain data`);
  }
  if (text === undefined || typeof value !== 'object' || value === null)
    throw new Unreadable(`${path}: expected a default export: export default { … }`);
  const [node] = parseYaml({ path, text }).documents;
  if (node === undefined) return { config: {}, places: [] };
  const { config, places } = configOf(node, shapeOf(vocabulary), true, () => path);
  const file: Source = { path, text: '' };
  return { config, places: places.map(() => ({ source: file, start: 0, end: 0 })) };
}

function configOf(node: YamlNode, shape: Shape, isJson: boolean, where: (node: YamlNode) => string): ReadConfig {
  const fault = firstFault(node, shape, '', isJson);
  if (fault !== undefined)
    throw new Unreadable(oneLine(`${where(fault.node)}: ${fault.path === '' ? '' : `${fault.path}: `}${fault.message}`));
  // The shape has been held against it.
  return { config: plain(node) as Config, places: itemsOf(get(node, 'accept')).map(originOf) };
}

function plain(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'seq') return node.items.map(plain);
  return Object.fromEntries(pairsOf(node).map(({ key, value }) => [key.text, plain(value)]));
}

const placed = ({ file, line, column }: Pick<Problem, 'file' | 'line' | 'column'>): string =>
  [file, line, column].filter((part) => part !== undefined).join(':');
