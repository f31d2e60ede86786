import { isObject, type Loose, listOf } from '../text/json/loose.ts';

/** One step of a build, as the image's configuration remembers it. */
interface Step {
  readonly text: string;
  readonly empty: boolean;
}

/** Source: opencontainers/image-spec 1.1 config.md, "history". */
export const historyOf = (config: Loose): readonly Step[] =>
  listOf(config.history)
    .slice(0, 10_000)
    .filter(isObject)
    .map(({ created_by: text, empty_layer: empty }) => ({ text: typeof text === 'string' ? text : '', empty: empty === true }));

/** A step that made a layer, alone or with others. */
export interface Maker {
  /** Index in the history. */
  readonly entry: number;
  /** As a Containerfile says it. */
  readonly instruction: string;
}

/**
 * The steps that made each layer; undefined: there is not one step for each layer, and so none can be told. Buildah without --layers puts all steps of a build into
 * one layer, and says of each but the last that it made none, also of those that copied files (buildah 1.28 imagebuildah/stage_executor.go).
 */
export function makersOf(config: Loose, layers: number): readonly (readonly Maker[])[] | undefined {
  const steps = historyOf(config);
  const makers: Maker[][] = [];
  let before: Maker[] = [];
  for (const [entry, { text, empty }] of steps.entries()) {
    const maker = { entry, instruction: instructionOf(text) };
    if (empty) before.push(maker);
    else {
      const together = before.some(({ instruction }) => /^(?:COPY|ADD)\b/.test(instruction));
      makers.push([...(together ? before.filter(isMaking) : []), ...(together && !isMaking(maker) ? [] : [maker])]);
      before = [];
    }
  }
  return makers.length === layers ? makers : undefined;
}

/** The others change the configuration only. */
const isMaking = ({ instruction }: Maker): boolean =>
  !/^(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|SHELL|STOPSIGNAL|USER|VOLUME)\b/.test(instruction);

/** All steps of a layer, as one text. */
export const togetherOf = (makers: readonly Maker[]): string => makers.map(({ instruction }) => instruction).join('; ');

/** The step that brought a path (without a slash before it): the only one, or the last that copied there. Undefined: that cannot be told. */
export function makerOf(makers: readonly Maker[], path: string): Maker | undefined {
  if (makers.length < 2) return makers[0];
  return makers.findLast(({ instruction }) => {
    if (!/^(?:COPY|ADD)\b/.test(instruction)) return false;
    const to = instruction.slice(instruction.lastIndexOf(' ') + 1).replace(/^\.?\/+|\/+$/g, '');
    return to !== '' && (path === to || path.startsWith(`${to}/`));
  });
}

/** For each layer the texts that may be told of it; undefined as above. */
export const instructionsOf = (config: Loose, layers: number): readonly (readonly string[])[] | undefined =>
  makersOf(config, layers)?.map((makers) => [...new Set([togetherOf(makers), ...makers.map(({ instruction }) => instruction)])]);

/**
 * As a Containerfile says it. The old builder writes `/bin/sh -c #(nop) COPY …` and the bare command of RUN, BuildKit `RUN /bin/sh -c … # buildkit`,
 * both `|2 NAME=value …` before the command for build arguments. Source: moby 29 builder/dockerfile/dispatchers.go; moby/buildkit 0.26
 * frontend/dockerfile/dockerfile2llb/convert.go.
 */
export function instructionOf(text: string): string {
  const plain = text.replace(/\s+# buildkit\s*$/, '').trim();
  const nop = /^\/bin\/sh -c #\(nop\)\s+(.*)$/s.exec(plain)?.[1];
  // The digest of what was copied says nothing to a reader.
  if (nop !== undefined) return nop.trim().replace(/^(COPY|ADD) (?:(?:multi|file|dir):)?[0-9a-f]{64} in /, '$1 … ');
  const command = /^(?:RUN )?(?:\|\d+ .*?)?\/bin\/(?:ba|da)?sh -c (.*)$/s.exec(plain)?.[1];
  return command === undefined ? plain : `RUN ${command}`;
}
