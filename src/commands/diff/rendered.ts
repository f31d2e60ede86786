import type { NetworkPolicy, PassedOver, Problem, Source } from '../../model/index.ts';
import { isProjectFile } from '../check/gather.ts';
import type { CheckOptions } from '../check/question.ts';
import type { PoliciesOf } from '../check/rendered/policies.ts';
import type { Rendering } from '../check/rendered/project.ts';
import type { Ground, GroundFile } from './ground.ts';

/** What the charts and overlays of a side came to. */
export interface RenderedSide {
  readonly texts: readonly { readonly source: Source; readonly key: string; readonly rendering: Rendering }[];
  readonly problems: readonly (Problem & { readonly key: string })[];
  readonly passedOver: readonly PassedOver[];
  /** What was not rendered, by its key: the texts of its parts, to tell whether it is the same on both sides. */
  readonly failed: ReadonlyMap<string, string>;
  /** The files that are left to be read on their own. */
  readonly rest: readonly GroundFile[];
  /** The network policies of each rendering. */
  readonly policies: PoliciesOf;
}

/** Renders what there is to be rendered on a side. */
export async function renderedOn(ground: Ground, options: CheckOptions): Promise<RenderedSide> {
  const tasks = ground.files.map(({ path, named }) => ({ file: path, named }));
  if (!tasks.some(isProjectFile))
    return { texts: [], problems: [], passedOver: [], failed: new Map(), rest: ground.files, policies: new Map() };
  const { renderedPolicies, renderOptions } = await import('../check/rendered/index.ts');
  const { renderings, rest } = await ground.render(tasks, renderOptions(options));
  const left = new Set(rest.map(({ file }) => file));
  const texts = new Map(ground.files.map((file) => [file.path, file]));
  const keyOf = ({ file }: Rendering): string => `${ground.keyOf(file)} rendered`;
  return {
    texts: renderings.flatMap((rendering) => {
      const { source } = rendering;
      return source === undefined ? [] : [{ source, key: ground.keyOf(source.path), rendering }];
    }),
    problems: renderings.flatMap((rendering) => rendering.problems.map((problem) => ({ ...problem, key: keyOf(rendering) }))),
    passedOver: renderings.flatMap((rendering) => rendering.passedOver),
    failed: new Map(
      renderings
        .filter(({ source }) => source === undefined)
        .map((rendering) => [keyOf(rendering), rendering.parts.map((file) => textOf(texts.get(file))).join('\0')]),
    ),
    rest: ground.files.filter(({ path }) => left.has(path)),
    policies: await renderedPolicies(renderings),
  };
}

/** Empty for what cannot be read. */
function textOf(file: GroundFile | undefined): string {
  try {
    return file?.text() ?? '';
  } catch {
    return '';
  }
}

/** All policies of a side that may be about the pods of one text. */
export async function policiesAbout(
  rendering: Rendering | undefined,
  ofFiles: readonly NetworkPolicy[],
  rendered: PoliciesOf,
): Promise<readonly NetworkPolicy[]> {
  if (rendered.size === 0) return ofFiles;
  const all = [...ofFiles, ...[...rendered.values()].flat()];
  return rendering === undefined ? all : (await import('../check/rendered/index.ts')).policiesFor(rendering, all, rendered);
}
