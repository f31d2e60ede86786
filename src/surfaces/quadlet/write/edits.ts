import type { Edit } from '../../../model/index.ts';
import { guessComment } from '../../../text/guess.ts';
import type { UnitEntry } from '../../../text/systemd/index.ts';
import { placeOf } from './place.ts';
import { removals } from './removals.ts';
import { entryOf, type Writing } from './writing.ts';

/** All that the changes of a unit come to, or why it cannot be written. */
export function editsOf(writing: Writing): readonly Edit[] | string {
  const { edits, guessed } = writing;
  const changed = changes(writing);
  if (typeof changed === 'string') return changed;
  const gone = removals(writing);
  if (typeof gone === 'string') return gone;
  const more = additions(writing);
  if (typeof more === 'string') return more;
  const marks = [...guessed].flatMap((entry) => (typeof entry === 'string' ? [] : markAbove(entry)));
  return [...edits, ...changed, ...gone, ...more, ...marks];
}

function changes(writing: Writing): readonly Edit[] | string {
  const edits: Edit[] = [];
  for (const [option, text] of writing.values) {
    const entry = entryOf(writing, option);
    const place = entry === undefined ? 'it is written elsewhere' : placeOf(entry, option);
    if (typeof place === 'string') return place;
    const { source, start, end } = place;
    const edit = differing(source.text.slice(start, end), text);
    if (edit === undefined) continue;
    if (!/^[^\s"'\\]*$/.test(edit.text)) return 'the new value would have to be put in quotes: write it by hand';
    edits.push({ source, start: start + edit.from, end: start + edit.to, text: edit.text });
  }
  return edits;
}

/** Only what differs. */
function differing(before: string, after: string): { from: number; to: number; text: string } | undefined {
  if (before === after) return undefined;
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { from: head, to: before.length - tail, text: after.slice(head, after.length - tail) };
}

/** Behind the last line of the unit's own [Container]; blank lines and comments before the next section stay there. */
function additions({ unit, added, guessed }: Writing): readonly Edit[] | string {
  if (added.length === 0) return [];
  const { source } = unit;
  const lines = added.map((line) => (guessed.has(line) ? `# ${guessComment}\n${line}` : line)).join('\n');
  const last = unit.entries.findLast((entry) => entry.origin.source === source && entry.section === unit.section);
  const after = last?.origin.end ?? headerEnd(source.text);
  if (after === undefined) return 'the unit has no [Container] of its own: write it in the drop-in';
  const found = source.text.indexOf('\n', after);
  const end = found < 0 ? source.text.length : found;
  if (/\\\s*$/.test(source.text.slice(after, end))) return 'its last line goes on where the file ends: finish it first';
  return [found < 0 ? { source, start: end, end, text: `\n${lines}` } : { source, start: end + 1, end: end + 1, text: `${lines}\n` }];
}

function headerEnd(text: string): number | undefined {
  const found = /^[ \t\ufeff]*\[Container\][ \t]*$/m.exec(text.replaceAll('\r', ' '));
  return found === null ? undefined : found.index + found[0].length;
}

/** The comment for a guess, above the line that holds it. */
function markAbove({ origin: { source, start } }: UnitEntry): readonly Edit[] {
  const line = source.text.lastIndexOf('\n', start - 1) + 1;
  const above = source.text.slice(source.text.lastIndexOf('\n', line - 2) + 1, Math.max(0, line - 1));
  return above.includes(guessComment) ? [] : [{ source, start: line, end: line, text: `# ${guessComment}\n` }];
}
