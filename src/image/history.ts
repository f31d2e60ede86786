import { isObject, type Json, listOf } from './store.ts';

/** One step of a build, as the image's configuration remembers it. */
interface Step {
  readonly text: string;
  readonly empty: boolean;
}

/** Source: opencontainers/image-spec 1.1 config.md, "history". */
export const historyOf = (config: Json): readonly Step[] =>
  listOf(config.history)
    .slice(0, 10_000)
    .filter(isObject)
    .map(({ created_by: text, empty_layer: empty }) => ({ text: typeof text === 'string' ? text : '', empty: empty === true }));

/** The instruction that made each layer; undefined: there is not one step for each layer, and so none can be told. */
export function instructionsOf(config: Json, layers: number): readonly string[] | undefined {
  const made = historyOf(config).filter(({ empty }) => !empty);
  return made.length === layers ? made.map(({ text }) => instructionOf(text)) : undefined;
}

/**
 * As a Containerfile says it. The old builder writes `/bin/sh -c #(nop) COPY …` and the bare command of RUN, BuildKit `RUN /bin/sh -c … # buildkit`,
 * both `|2 NAME=value …` before the command for build arguments. Source: moby 29 builder/dockerfile/dispatchers.go; moby/buildkit 0.26
 * frontend/dockerfile/dockerfile2llb/convert.go.
 */
export function instructionOf(text: string): string {
  const plain = text.replace(/\s+# buildkit\s*$/, '').trim();
  const nop = /^\/bin\/sh -c #\(nop\)\s+(.*)$/s.exec(plain)?.[1];
  if (nop !== undefined) return nop.trim();
  const command = /^(?:RUN )?(?:\|\d+ .*?)?\/bin\/(?:ba|da)?sh -c (.*)$/s.exec(plain)?.[1];
  return command === undefined ? plain : `RUN ${command}`;
}
