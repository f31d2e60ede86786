import type { Edit } from '../../../model/index.ts';
import { quoteArgv } from '../argv.ts';
import { kindOfSource } from '../invocations.ts';
import type { Given } from '../options.ts';
import { elsewhere, gapBefore, isInPlace, type Letter, lettersOf, open, textOf, unknownIn } from './letters.ts';
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
function replaced({ source }: Writing, { words: { last, from = 0 }, option }: Given, text: string): Edit | undefined | string {
  if (!isInPlace(last)) return elsewhere(source, last);
  const all = lettersOf(last);
  const letters = all.slice(from);
  const { head, old, middle } = differing(letters, text);
  if (old.length === 0 && middle === '') return undefined;
  if (middle.includes(open) || old.some(({ fixed }) => fixed))
    return `its value comes from ${unknownIn(option.value) ?? 'a variable'}: change it where that is set`;
  if (!harmless.test(middle)) return 'the new value would have to be put in quotes: write it by hand';
  const start = old[0]?.start ?? gapBefore(letters, head);
  const end = old.at(-1)?.end ?? start;
  const isOnePiece = old.every((letter, at) => at === 0 || old[at - 1]?.end === letter.start);
  if (start !== undefined && end !== undefined && isOnePiece) return { source, start, end, text: middle };
  // A quote begins or ends in between: the word is written anew, which then needs none.
  const word = textOf(all.slice(0, from)) + text;
  if (word === '' || !harmless.test(word)) return 'its value is put together from several quoted pieces: write it by hand';
  return { source, ...last.own, text: word };
}

/** What is between the beginning and the end that both have in common. */
function differing(letters: readonly Letter[], text: string): { head: number; old: readonly Letter[]; middle: string } {
  const before = textOf(letters);
  let head = 0;
  while (head < before.length && head < text.length && before[head] === text[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < text.length - head && before.at(-1 - tail) === text.at(-1 - tail)) tail++;
  return { head, old: letters.slice(head, letters.length - tail), middle: text.slice(head, text.length - tail) };
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
