import {
  type BuiltBy,
  baseLayers,
  builtBy,
  historyOf,
  instructionOf,
  makerOf,
  makersOf,
  togetherOf,
  type WrittenImage,
} from '../../image/index.ts';
import type { InConfig, InContainerfile } from '../../model/index.ts';
import type { Loose } from '../../text/json/loose.ts';

/** Where the layers of an image come from. */
export interface Provenance {
  /** Of the Containerfile, where one fits. */
  readonly stage?: InContainerfile;
  /** By index. */
  readonly layers: readonly MadeLayer[];
  /** What brought a path (without a slash before it) in the layer of this index. Secrets in it are not concealed yet. */
  broughtBy(layer: number, path: string): Made;
  /** Where the instruction stands that put a secret of that name into the configuration. */
  setBy(where: InConfig['where'], name: string, instruction: string | undefined): InContainerfile | undefined;
}

interface Made {
  /** Absent: the history does not tell. */
  readonly instruction?: string;
  readonly containerfile?: InContainerfile;
}

interface MadeLayer extends Made {
  readonly base?: boolean;
}

/** `others`: the layers of the images beside it. */
export function provenanceOf(
  config: Loose,
  diffIds: readonly unknown[],
  layers: number,
  others: readonly (readonly unknown[])[],
  written: readonly WrittenImage[],
): Provenance {
  const makers = makersOf(config, layers);
  // Of several that fit, all have the same steps.
  const [built] = written.flatMap((each) => builtBy(config, each) ?? []);
  const sure = baseLayers(config, diffIds, others);
  const at = (entry: number | undefined): InContainerfile | undefined => (entry === undefined ? undefined : built?.entries[entry]);
  const made = (instruction: string, entry: number | undefined): Made => ({ instruction, ...containerfileOf(at(entry)) });
  return {
    ...(built === undefined ? {} : { stage: built.stage }),
    layers: Array.from({ length: layers }, (_, index): MadeLayer => {
      const steps = makers?.[index];
      const [first] = steps ?? [];
      if (steps === undefined || first === undefined) return index < sure ? { base: true } : {};
      const base = built === undefined ? (index < sure ? true : undefined) : first.entry < built.base;
      const only = steps.length === 1 ? first.entry : undefined;
      return { ...made(togetherOf(steps), only), ...(base === undefined ? {} : { base }) };
    }),
    broughtBy(index, path) {
      const steps = makers?.[index] ?? [];
      const maker = makerOf(steps, path);
      return steps.length === 0 ? {} : made(maker?.instruction ?? togetherOf(steps), maker?.entry);
    },
    setBy: (where, name, instruction) => setBy(config, built, where, name, instruction),
  };
}

const containerfileOf = (containerfile: InContainerfile | undefined): Made => (containerfile === undefined ? {} : { containerfile });

function setBy(
  config: Loose,
  built: BuiltBy | undefined,
  where: InConfig['where'],
  name: string,
  instruction: string | undefined,
): InContainerfile | undefined {
  if (built === undefined) return undefined;
  if (where === 'environment') return built.setting('ENV', name);
  if (where === 'label') return built.setting('LABEL', name);
  if (where === 'command') return built.entries.findLast((_, entry) => isCommand(historyOf(config)[entry]?.text ?? ''));
  // A builder keeps the value of an argument with each command that could see it.
  const entry = historyOf(config).findIndex(({ text }) => instructionOf(text) === instruction);
  return built.setting('ARG', name) ?? built.entries[entry];
}

const isCommand = (text: string): boolean => /^(?:CMD|ENTRYPOINT|HEALTHCHECK)\b/.test(instructionOf(text));
