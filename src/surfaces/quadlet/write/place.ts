import type { Source } from '../../../model/index.ts';
import { type UnitEntry, type UnitWord, wordsOf } from '../../../text/systemd/index.ts';
import { keys } from '../keys.ts';
import type { UnitOption } from '../table.ts';

/** Where the value of an option stands, quotes left out; `words`: which words of the entry the option is made of. */
export interface ValuePlace {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  readonly words: readonly UnitWord[];
}

const listed = new Set(['PodmanArgs', 'GlobalArgs']);

/** Is each word of the entry something of its own? */
export const isWordy = ({ key }: UnitEntry): boolean =>
  listed.has(key) || keys.Container[key]?.how === 'words' || keys.Pod[key]?.how === 'words' || key === 'RemapUid' || key === 'RemapGid';

const tangled = 'it is written in a way that cannot be changed here';

/** The place of an option's value, or why it cannot be changed. */
export function placeOf(entry: UnitEntry, option: UnitOption): ValuePlace | string {
  const { source } = entry.origin;
  if (!isWordy(entry)) return wholeValue(entry);
  const words = wordsOf(entry);
  const first = words.findIndex(({ start }) => start === option.origin.start);
  const word = words.length === 1 ? words[0] : words[first];
  if (word === undefined) return tangled;
  if (!listed.has(entry.key)) return { source, ...inside(source, word), words: [word] };
  const own = inside(source, word);
  const text = source.text.slice(own.start, own.end);
  const [, head = ''] = /^(--[^=]+=|-[A-Za-z]=?(?=.))/.exec(text) ?? [];
  if (head !== '' && !/^-[A-Za-z]$/.test(text)) return { source, start: own.start + head.length, end: own.end, words: [word] };
  const next = words[Math.max(first, 0) + 1];
  const takesNext = next !== undefined && words.length > 1 && option.origin.end >= next.end;
  return takesNext ? { source, ...inside(source, next), words: [word, next] } : { source, start: own.end, end: own.end, words: [word] };
}

function wholeValue(entry: UnitEntry): ValuePlace | string {
  const { source, end } = entry.origin;
  const text = entry.value.text;
  if (text === '') return tangled;
  const start = entry.value.locate(0, 1).own.start;
  const stop = end - (text.length - text.trimEnd().length);
  if (source.text.slice(start, stop).includes('\n')) return 'its value goes on over several lines: change it by hand';
  return { source, ...inside(source, { start, end: stop }), words: [] };
}

/** One pair of quotes around the whole is left out. */
function inside({ text }: Source, { start, end }: Pick<UnitWord, 'start' | 'end'>): { start: number; end: number } {
  const quote = text[start];
  const isQuoted = (quote === '"' || quote === "'") && end - start > 1 && text[end - 1] === quote;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
