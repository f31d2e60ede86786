import type { Container, Source } from '../../../model/index.ts';
import { type Instruction, opensHeredocs, parseInstruction } from '../instruction.ts';
import { originOf } from '../joined.ts';
import { linesOf } from '../lines.ts';
import { resolvePath } from '../path.ts';
import { globalScope } from '../scope.ts';
import { externalBase, type Stage, split, stagesOf } from '../stages.ts';

/** A Containerfile taken apart for writing: what the reader saw, with the instructions at hand. */
export interface File {
  readonly source: Source;
  readonly escapeChar: string;
  /** All, in order. */
  readonly instructions: readonly Instruction[];
  /** Those above the first FROM. */
  readonly before: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** The stage whose image is judged. */
  readonly target: Stage;
  /** The stages whose layers are the image's own, the lowest first; the last is the target. */
  readonly chain: readonly Stage[];
}

const silent = (): void => {};

/** Undefined: the container is not written in a text that can be taken apart. */
export function fileOf({ origin: { source, start } }: Container): File | undefined {
  const { escapeChar, lines } = linesOf(source, silent, opensHeredocs);
  const instructions = lines.flatMap((line) => parseInstruction(line, escapeChar) ?? []);
  const { before, groups } = split(instructions);
  const budget = { left: 20_000_000 };
  const lookup = globalScope(before, new Map(), { escapeChar, budget });
  const stages = stagesOf(groups, { lookup, escapeChar, budget }, silent);
  const target = stages.find(({ from }) => originOf(from.joined, from.span).start === start);
  return target === undefined ? undefined : { source, escapeChar, instructions, before, stages, target, chain: chainOf(target) };
}

function chainOf(target: Stage): readonly Stage[] {
  const chain = [target];
  for (let at = target.base; !('reference' in at); at = at.base) chain.unshift(at);
  return chain;
}

/** The image from outside that the target goes back to; undefined: not known. */
export function baseImage({ target }: File): string | undefined {
  const { reference } = externalBase(target);
  return reference.state === 'written' ? reference.value : undefined;
}

/** The whole text of an instruction, heredocs included, as a shell or a person reads it. */
export const textOf = ({ joined, args, heredocs }: Instruction): string =>
  [joined.text.slice(args.start, args.end), ...heredocs.map(({ content }) => content)].join('\n');

/** Does a text use a variable: $NAME or ${NAME…}? */
export const mentions = (text: string, name: string): boolean =>
  new RegExp(`\\$(?:${name}(?![A-Za-z0-9_])|\\{[#!]?${name}(?![A-Za-z0-9_]))`).test(text);

/** The working directory where an instruction of the image's own stages stands; undefined: not known. */
export function workdirAt(file: File, instruction: Instruction): string | undefined {
  const own = file.chain.flatMap(({ instructions }) => instructions);
  const paths = own
    .slice(0, own.indexOf(instruction))
    .flatMap(({ keyword, words }) => (keyword === 'WORKDIR' ? [words[0]?.text ?? ''] : []));
  const [first] = paths;
  if (first === undefined || !first.startsWith('/') || paths.some((path) => !/^[\w./-]+$/.test(path))) return undefined;
  return paths.reduce((at, path) => resolvePath(at, path), '/');
}
