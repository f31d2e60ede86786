import { type BuiltBy, baseLayers, builtBy, historyOf, instructionOf, type Json, type WrittenImage } from '../../image/index.ts';
import type { InConfig, InContainerfile } from '../../model/index.ts';

/** Where the layers of an image come from. */
export interface Provenance {
  /** By index. */
  readonly layers: readonly { readonly base?: boolean; readonly containerfile?: InContainerfile }[];
  /** Where the instruction stands that put a secret of that name into the configuration. */
  setBy(where: InConfig['where'], name: string, instruction: string | undefined): InContainerfile | undefined;
}

/** `others`: the layers of the images beside it. */
export function provenanceOf(
  config: Json,
  diffIds: readonly unknown[],
  layers: number,
  others: readonly (readonly unknown[])[],
  written: readonly WrittenImage[],
): Provenance {
  const sure = baseLayers(config, diffIds, others);
  const known = Array.from({ length: layers }, (_, at) => (at < sure ? { base: true } : {}));
  const made = historyOf(config).flatMap(({ empty }, at) => (empty ? [] : [at]));
  const fitting = written.flatMap((each) => builtBy(config, each) ?? []);
  // Two files with the same steps do not tell which one it was; the same text in two places says the same.
  const [built] = fitting;
  if (built === undefined || made.length !== layers) return { layers: known, setBy: (...asked) => setBy(config, built, ...asked) };
  return {
    setBy: (...asked) => setBy(config, built, ...asked),
    layers: made.map((entry) => {
      const at = built.entries[entry];
      return { base: entry < built.base, ...(at === undefined ? {} : { containerfile: at }) };
    }),
  };
}

function setBy(
  config: Json,
  built: BuiltBy | undefined,
  where: InConfig['where'],
  name: string,
  instruction: string | undefined,
): InContainerfile | undefined {
  if (built === undefined) return undefined;
  if (where === 'environment') return built.setting('ENV', name);
  if (where === 'label') return built.setting('LABEL', name);
  // A builder keeps the value of an argument with each command that could see it.
  const entry = historyOf(config).findIndex(({ text }) => instructionOf(text) === instruction);
  return built.setting('ARG', name) ?? built.entries[entry];
}
