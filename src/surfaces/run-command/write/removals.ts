import type { Edit } from '../../../model/index.ts';
import type { Given } from '../options.ts';
import { gapBefore, lettersOf } from './letters.ts';
import type { Writing } from './writing.ts';

/** Blanks, and ends of lines that are taken away. */
const blank = /^(?:[ \t]|\\\r?\n)*$/;
const tangled = 'something else stands between its words: take it out by hand';

interface Run {
  readonly from: number;
  to: number;
}

/** The edits that take the dropped options out, each with its line where it has one of its own. */
export function removals({ source, invocation: { args, verb }, dropped }: Writing): readonly Edit[] | string {
  const edits: Edit[] = [];
  const runs: Run[] = [];
  const whole: { from: number; to: number }[] = [];
  for (const given of dropped) {
    const letter = clustered(given);
    const [from, to] = [args.indexOf(given.words.first), args.indexOf(given.words.last)];
    if (from < 0 || to < 0) return tangled;
    if (letter === undefined) whole.push({ from, to });
    else {
      const edit = lettersOut(given, letter);
      if (edit === undefined) return tangled;
      edits.push({ source, ...edit, text: '' });
    }
  }
  for (const { from, to } of whole.sort((a, b) => a.from - b.from)) {
    const last = runs.at(-1);
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(to, last.to);
    else runs.push({ from, to });
  }
  for (const run of runs) {
    const range = rangeOf(run);
    if (range === undefined) return tangled;
    edits.push({ source, ...range, text: '' });
  }
  return edits;

  function rangeOf({ from, to }: Run): { start: number; end: number } | undefined {
    const { text } = source;
    const words = args.slice(from, to + 1);
    const [first, last] = [words[0], words.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const gaps = words.slice(1).map((word, at) => text.slice(words[at]?.own.end, word.own.start));
    if (gaps.some((gap) => !blank.test(gap))) return undefined;
    const before = (args[from - 1] ?? verb).use.end;
    const [start, end] = [first.own.start, last.own.end];
    const gap = before <= start ? text.slice(before, start) : '?';
    if (blank.test(gap) && !gap.includes('\n')) return { start: before, end };
    const next = args[to + 1]?.use.start ?? end;
    if (next > end && blank.test(text.slice(end, next))) return { start, end: next };
    return { start, end: end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0) };
  }
}

/** The place of its letter among others that stay: -itp 80:80. */
function clustered({ flag, words: { first, letter } }: Given): number | undefined {
  if (letter === undefined) return undefined;
  const alone = letter === 1 && (flag.takesValue || first.text.length === 2);
  return alone ? undefined : letter;
}

/** The letter, and its value with it. */
function lettersOut({ flag, words: { first, last } }: Given, at: number): { start: number; end: number } | undefined {
  const letters = lettersOf(first);
  const isBare = first.own.end - first.own.start === letters.length;
  if (!isBare) return undefined;
  const start = gapBefore(letters, at);
  const end = flag.takesValue ? last.own.end : letters[at]?.end;
  return start === undefined || end === undefined ? undefined : { start, end };
}
