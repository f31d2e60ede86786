import type { Origin } from '../../../model/index.ts';
import type { UnitEntry } from '../../../text/systemd/index.ts';
import type { UnitOption } from '../table.ts';
import { placeOf } from './place.ts';
import { entryOf, noteShared, type Result, type Writing } from './writing.ts';

/** The options of these flags ("cap-add"), in the order in which they count. */
export const given = ({ options }: Writing, ...flags: readonly string[]): readonly UnitOption[] =>
  options.filter(({ flag }) => flags.includes(flag));

/** The options that a place of the model stands for. */
export const givenAt = ({ options }: Writing, { source, start, end }: Origin): readonly UnitOption[] =>
  options.filter(({ origin }) => origin.source.path === source.path && origin.start === start && origin.end === end);

/** Said by a key, and not in PodmanArgs=. */
export const isKey = ({ name }: UnitOption): boolean => name.endsWith('=');

/** One more line of [Container]. */
export function add({ added }: Writing, line: string): Result {
  added.push(line);
  return undefined;
}

/** One more line behind another one. */
export function addBehind(writing: Writing, above: UnitEntry | undefined, line: string): Result {
  if (above === undefined) return add(writing, line);
  const { source, end } = above.origin;
  const found = source.text.indexOf('\n', end);
  if (found < 0) writing.edits.push({ source, start: source.text.length, end: source.text.length, text: `\n${line}` });
  else writing.edits.push({ source, start: found + 1, end: found + 1, text: `${line}\n` });
  return undefined;
}

/** An option in a line of its own. */
export const addArgument = (writing: Writing, flag: string, value?: string): Result =>
  add(writing, `PodmanArgs=--${flag}${value === undefined ? '' : `=${value}`}`);

/** As its author wrote it, specifiers included; a text with a reason is told by `because`. */
export function textOf(writing: Writing, option: UnitOption): { readonly text: string } | { readonly because: string } {
  const pending = writing.values.get(option);
  if (pending !== undefined) return { text: pending };
  const entry = entryOf(writing, option);
  const place = entry === undefined ? 'it is written elsewhere' : placeOf(entry, option);
  return typeof place === 'string' ? { because: place } : { text: place.source.text.slice(place.start, place.end) };
}

export function setValue(writing: Writing, option: UnitOption, text: string): Result {
  const before = textOf(writing, option);
  if ('because' in before) return before.because;
  noteShared(writing, option);
  writing.values.set(option, text);
  return undefined;
}

/** The value after `change`, which may answer with a reason. */
export function changeValue(writing: Writing, option: UnitOption, change: (text: string) => string | { readonly because: string }): Result {
  const before = textOf(writing, option);
  if ('because' in before) return before.because;
  const after = change(before.text);
  return typeof after === 'string' ? setValue(writing, option, after) : after.because;
}

/** Takes options away. */
export function drop(writing: Writing, options: readonly UnitOption[], what: string): Result {
  if (options.length === 0) return `${what} is not written in this unit`;
  for (const option of options) {
    if (entryOf(writing, option) === undefined) return `${what} is written elsewhere`;
    noteShared(writing, option);
    writing.dropped.add(option);
  }
  return undefined;
}

/** Takes values away that may share a word: --cap-add=A,B. */
export function dropPieces(writing: Writing, options: readonly UnitOption[], goes: (value: string) => boolean, what: string): Result {
  const hit = options.filter(({ value }) => value.split(',').some(goes));
  if (hit.length === 0) return `${what} is not written in this unit`;
  for (const option of hit) {
    const stays = option.value.split(',').filter((piece) => !goes(piece));
    const because =
      stays.length === 0
        ? drop(writing, [option], what)
        : changeValue(writing, option, (text) =>
            text
              .split(',')
              .filter((piece) => !goes(piece))
              .join(','),
          );
    if (because !== undefined) return because;
  }
  return undefined;
}

/**
 * The last option of a flag with another value; where there is none, the key with it, or the flag in PodmanArgs= where Quadlet has no
 * key. `argument`: the value where PodmanArgs= says it, if that is another one.
 */
export function setLast(
  writing: Writing,
  found: UnitOption | undefined,
  {
    key,
    flag,
    value,
    argument = value,
  }: { readonly key?: string; readonly flag: string; readonly value: string; readonly argument?: string },
): Result {
  if (found !== undefined) return setValue(writing, found, isKey(found) ? value : argument);
  return key === undefined ? addArgument(writing, flag, argument) : add(writing, `${key}=${value}`);
}
