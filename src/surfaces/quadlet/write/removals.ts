import type { Edit } from '../../../model/index.ts';
import { type UnitEntry, type UnitWord, wordsOf } from '../../../text/systemd/index.ts';
import { isWordy, placeOf } from './place.ts';
import { entryOf, type Writing } from './writing.ts';

/** Blanks, and ends of lines that are taken away. */
const blank = /^(?:[ \t]|\\\r?\n)*$/;

/** The edits that take the dropped options out: words of a line, or the line where nothing of it stays. */
export function removals(writing: Writing): readonly Edit[] | string {
  const words = new Map<UnitEntry, Set<number>>();
  const edits: Edit[] = [];
  for (const option of writing.dropped) {
    const entry = entryOf(writing, option);
    if (entry === undefined) return 'it is written elsewhere';
    const place = placeOf(entry, option);
    if (isWordy(entry)) {
      if (typeof place === 'string') return place;
      const gone = words.get(entry) ?? new Set();
      const starts = place.words.map(({ start }) => start);
      wordsOf(entry).forEach(({ start }, at) => {
        if (starts.includes(start)) gone.add(at);
      });
      words.set(entry, gone);
    } else words.set(entry, new Set());
  }
  for (const [entry, gone] of words) {
    const all = isWordy(entry) ? wordsOf(entry) : [];
    const found = gone.size === all.length ? wholeLine(entry) : wordsOut(entry, all, gone);
    if (typeof found === 'string') return found;
    edits.push(...found);
  }
  return edits;
}

function wholeLine({ origin: { source, start, end } }: UnitEntry): readonly Edit[] | string {
  const { text } = source;
  if (/\n[ \t]*[#;]/.test(text.slice(start, end))) return 'a comment stands between its lines: take it out by hand';
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const found = text.indexOf('\n', end);
  // A byte-order mark stays.
  const first = from === 0 && text.startsWith('\ufeff') ? 1 : from;
  return [{ source, start: first, end: found < 0 ? text.length : found + 1, text: '' }];
}

function wordsOut({ origin: { source } }: UnitEntry, words: readonly UnitWord[], gone: ReadonlySet<number>): readonly Edit[] | string {
  const edits: Edit[] = [];
  for (let at = 0; at < words.length; at++) {
    if (!gone.has(at)) continue;
    let last = at;
    while (gone.has(last + 1)) last++;
    const [first, end] = [words[at], words[last]];
    if (first === undefined || end === undefined) return 'it is written in a way that cannot be changed here';
    const before = words[at - 1]?.end;
    const after = words[last + 1]?.start;
    const range = rangeOf(source.text, { before, start: first.start, end: end.end, after });
    if (range === undefined) return 'a comment stands between its lines: take it out by hand';
    edits.push({ source, ...range, text: '' });
    at = last;
  }
  return edits;
}

/** With the blanks before it on its line, otherwise with those behind it. */
function rangeOf(
  text: string,
  { before, start, end, after }: { before: number | undefined; start: number; end: number; after: number | undefined },
): { start: number; end: number } | undefined {
  if (/\n[ \t]*[#;]/.test(text.slice(start, end))) return undefined;
  const gap = before === undefined ? undefined : text.slice(before, start);
  if (before !== undefined && gap !== undefined && blank.test(gap) && (!gap.includes('\n') || after === undefined))
    return { start: before, end };
  return after !== undefined && blank.test(text.slice(end, after)) ? { start, end: after } : undefined;
}
