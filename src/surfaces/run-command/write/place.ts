import type { Arg } from '../argument.ts';
import type { Writing } from './writing.ts';

/** Where new options go, and what stands behind each of them. */
export interface Place {
  readonly at: number;
  readonly behind: string;
}

/** Before the image, on a line of its own where the command is written over several. */
export function placeFor(writing: Writing): Place | string {
  const { source, invocation } = writing;
  const { text } = source;
  const target = targetOf(writing);
  if (target === undefined) return 'where its image stands is not known before it runs: write it there by hand';
  const at = target.use.start;
  const from = invocation.verb.use.end;
  if (at < from) return 'the whole command comes from a variable: change it where that is set';
  const line = text.lastIndexOf('\n', at - 1) + 1;
  if (line > from) {
    const indent = /^[ \t]*/.exec(text.slice(line, at))?.[0] ?? '';
    const start = line + indent.length;
    const begins = start === at || writing.given.some(({ words: { first } }) => first.use.start === start && first.own.start === start);
    if (begins) return { at: start, behind: ` \\\n${indent}` };
  }
  return { at, behind: ' ' };
}

/**
 * The word that new options stand before: the image, or before it a word that may stand for more options, since a word like that
 * could hold the image as well.
 */
function targetOf({ invocation: { args }, given, rest, open }: Writing): Arg | undefined {
  const image = open ?? rest[0];
  if (image === undefined) return undefined;
  let index = args.indexOf(image);
  const before = args[index - 1];
  const isEnd = open === undefined && before?.text === '--' && given.at(-1)?.words.last !== before;
  if (isEnd) index--;
  const word = args[index]?.word;
  while (index > 0 && args[index - 1]?.word === word) index--;
  const target = args[index];
  // The first word of several that a variable holds is a value of the option before it.
  const isValue = given.some(({ words: { first, last } }) => last === target && first !== target);
  return isValue ? undefined : target;
}
