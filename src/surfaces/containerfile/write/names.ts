import type { Instruction } from '../instruction.ts';
import { originOf } from '../joined.ts';
import { pairsOf } from '../pairs.ts';
import type { File } from './file.ts';
import { replaced, withoutLines } from './place.ts';
import type { Result } from './writing.ts';

/** Takes a name out of ARG or ENV: the whole instruction where it is its only one. */
export function dropName({ source, escapeChar }: File, instruction: Instruction, name: string): Result {
  const pairs = pairsOf(instruction);
  if (typeof pairs === 'string') return pairs;
  const index = pairs.findIndex((pair) => pair.name.text === name);
  const pair = pairs[index];
  if (pair === undefined) return `${name} is not written here`;
  if (pairs.length === 1) {
    const edit = withoutLines(source, instruction, escapeChar);
    return typeof edit === 'string' ? edit : [edit];
  }
  const end = pair.value?.end ?? pair.name.end;
  const next = pairs[index + 1]?.name.start;
  const previous = pairs[index - 1];
  const span =
    next === undefined
      ? { start: previous?.value?.end ?? previous?.name.end ?? pair.name.start, end }
      : { start: pair.name.start, end: next };
  const { start, end: stop } = originOf(instruction.joined, span);
  // Across a continuation the line break goes with it; what stands between, a comment, has to stay.
  if (source.text.slice(start, stop).includes('#') && stop - start !== span.end - span.start)
    return `a comment stands beside ${name}: take it out by hand`;
  return [replaced(instruction, span, '')];
}
