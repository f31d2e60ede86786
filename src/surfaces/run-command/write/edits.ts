import type { Edit } from '../../../model/index.ts';
import { quoteArgv } from '../argv.ts';
import { kindOfSource } from '../invocations.ts';
import type { Given } from '../options.ts';
import { elsewhere, gapBefore, isInPlace, lettersOf, open, textOf, unknownIn } from './letters.ts';
import { placeFor } from './place.ts';
import { removals } from './removals.ts';
import type { Writing } from './writing.ts';

/** All that the changes of a command come to, or why it cannot be written. */
export function editsOf(writing: Writing): readonly Edit[] | string {
  const edits: Edit[] = [...writing.edits];
  for (const { given, text } of writing.values.values()) {
    const edit = replaced(writing, given, text);
    if (typeof edit === 'string') return edit;
    if (edit !== undefined) edits.push(edit);
  }
  const gone = removals(writing);
  if (typeof gone === 'string') return gone;
  const more = additions(writing);
  return typeof more === 'string' ? more : [...edits, ...gone, ...more];
}

const harmless = /^[A-Za-z0-9_@%+=:,./-]*$/;

/** Only what differs is written, so that quotes and variables around it stay. */
function replaced(writing: Writing, { words: { last, from = 0 }, option }: Given, text: string): Edit | undefined | string {
  if (!isInPlace(last)) return elsewhere(writing.source, last);
  const letters = lettersOf(last).slice(from);
  const before = textOf(letters);
  let head = 0;
  while (head < before.length && head < text.length && before[head] === text[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < text.length - head && before.at(-1 - tail) === text.at(-1 - tail)) tail++;
  const middle = text.slice(head, text.length - tail);
  const old = letters.slice(head, letters.length - tail);
  if (old.length === 0 && middle === '') return undefined;
  if (middle.includes(open) || old.some(({ fixed }) => fixed))
    return `its value comes from ${unknownIn(option.value) ?? 'a variable'}: change it where that is set`;
  if (!harmless.test(middle)) return 'the new value would have to be put in quotes: write it by hand';
  const start = old[0]?.start ?? gapBefore(letters, head);
  const end = old.at(-1)?.end ?? start;
  if (start === undefined || end === undefined) return 'its old value is empty: write it by hand';
  return { source: writing.source, start, end, text: middle };
}

function additions(writing: Writing): readonly Edit[] | string {
  const { added, source, given } = writing;
  if (added.length === 0) return [];
  const place = placeFor(writing);
  if (typeof place === 'string') return place;
  const between = joinsByEquals(given) ? '=' : ' ';
  const options: string[] = [];
  for (const [flag, value] of added) {
    const written = value === undefined ? undefined : wordFor(writing, value);
    if (value !== undefined && written === undefined) return 'its value cannot be written in a text of this kind: write it by hand';
    options.push(written === undefined ? flag : `${flag}${between}${written}`);
  }
  return [{ source, start: place.at, end: place.at, text: options.map((option) => option + place.behind).join('') }];
}

/** As the author joins long options and their values. */
function joinsByEquals(given: readonly Given[]): boolean {
  const long = given.filter(({ flag, words }) => flag.takesValue && words.letter === undefined);
  const attached = long.filter(({ words }) => words.first === words.last);
  return attached.length > long.length - attached.length;
}

function wordFor({ source, invocation: { verb } }: Writing, value: string): string | undefined {
  if (harmless.test(value) && value !== '') return value;
  const isPlain = kindOfSource(source, source.text) === 'shell' && verb.word.start === verb.own.start;
  return isPlain ? quoteArgv([value]) : undefined;
}
