import type { Instruction } from './instruction.ts';
import { type Word, wordAt } from './joined.ts';
import { isGap, skipSpace } from './space.ts';

export interface Pair {
  readonly name: Word;
  /** Absent: ARG with a name only. */
  readonly value?: Word;
}

const blank = (keyword: string): string => `a name is missing before = in ${keyword}: write ${keyword} name=value`;

/** The names and values of ENV, LABEL and ARG, or why the builder refuses them. */
export function pairsOf({ keyword, joined, words, args }: Instruction): readonly Pair[] | string {
  const [first] = words;
  if (first === undefined) return `${keyword} needs at least one ${keyword === 'ARG' ? 'name' : 'name=value'}`;
  if (keyword !== 'ARG' && !first.text.includes('=')) {
    let end = args.start;
    while (end < args.end && !isGap(joined.text[end])) end++;
    const start = skipSpace(joined.text, end, args.end);
    if (start === args.end) return `${keyword} needs a value: write ${keyword} name=value`;
    return [{ name: wordAt(joined, args.start, end), value: wordAt(joined, start, args.end) }];
  }
  const pairs: Pair[] = [];
  for (const word of words) {
    const equals = word.text.indexOf('=');
    if (equals === 0) return blank(keyword);
    if (equals < 0 && keyword !== 'ARG')
      return `a word of ${keyword} has no =: write ${keyword} name=value, and quote a value that has spaces`;
    if (equals < 0) pairs.push({ name: word });
    else {
      const at = word.start + equals;
      pairs.push({ name: wordAt(joined, word.start, at), value: wordAt(joined, at + 1, word.end) });
    }
  }
  return pairs;
}
