import type { Field, Origin } from '../../../model/index.ts';
import type { Given } from '../options.ts';
import { elsewhere, isInPlace, lettersOf, open, textOf, unknownIn } from './letters.ts';
import type { Result, Writing } from './writing.ts';

/** The options of these names ("user"), in the order of the command. */
export const givenAs = ({ given }: Writing, ...names: readonly string[]): readonly Given[] =>
  given.filter(({ flag }) => names.includes(flag.name));

/** The option that a place of the model stands for. */
export const givenAt = ({ given }: Writing, { start, end }: Origin): readonly Given[] =>
  given.filter(({ option: { origin } }) => origin.start === start && origin.end === end);

/** The options that fields were written by; undefined where one of them is written elsewhere. */
export function givenFor(writing: Writing, fields: readonly (Field<unknown> | undefined)[]): readonly Given[] | undefined {
  const found = fields.map((field) =>
    field?.origin === undefined || field.origin.source !== writing.source ? [] : givenAt(writing, field.origin),
  );
  return found.some((list) => list.length === 0) ? undefined : [...new Set(found.flat())];
}

/** One more option, before the image. */
export function add({ added }: Writing, flag: string, value?: string): Result {
  added.push(value === undefined ? [flag] : [flag, value]);
  return undefined;
}

/** The value as it will be, `open` for each part that the shell fills in; a bare text says why it cannot be changed. */
export function currentValue(writing: Writing, { words: { last, from } }: Given): { readonly text: string } | string {
  const pending = writing.values.get(last);
  if (pending !== undefined) return pending;
  if (!isInPlace(last)) return elsewhere(writing.source, last);
  return { text: from === undefined ? '' : textOf(lettersOf(last)).slice(from) };
}

/** Another value in the place of the old one. Parts that the shell fills in stay only at its ends. */
export function setValue(writing: Writing, given: Given, text: string): Result {
  const before = currentValue(writing, given);
  if (typeof before === 'string') return before;
  if (given.words.from === undefined) return 'it is written in a way that cannot be changed here';
  writing.values.set(given.words.last, { given, text });
  return undefined;
}

/** The value after `change`, which may answer with a reason. */
export function changeValue(writing: Writing, given: Given, change: (text: string) => string | { readonly because: string }): Result {
  const before = currentValue(writing, given);
  if (typeof before === 'string') return before;
  const after = change(before.text);
  return typeof after === 'string' ? setValue(writing, given, after) : after.because;
}

/** The last option of a name with this value; one more where there is none. */
export function setLast(writing: Writing, names: readonly string[], value: string): Result {
  const last = givenAs(writing, ...names).at(-1);
  return last === undefined ? add(writing, `--${names[0]}`, value) : setValue(writing, last, value);
}

/** A switch that is on. */
export function turnOn(writing: Writing, name: string): Result {
  const last = givenAs(writing, name).at(-1);
  if (last === undefined) return add(writing, `--${name}`);
  return last.words.from === undefined ? `--${name} is written already` : setValue(writing, last, 'true');
}

/** Takes options away. Of several values in one word only those that are meant go. */
export function drop(writing: Writing, given: readonly Given[] | undefined, what: string): Result {
  if (given === undefined || given.length === 0) return `${what} is not written on the command line itself`;
  for (const one of given) {
    const { first, last } = one.words;
    const away = [first, last].find((arg) => !isInPlace(arg));
    if (away !== undefined) return elsewhere(writing.source, away);
    const together = writing.given.filter(({ words }) => words === one.words);
    const stays = together.filter((other) => !given.includes(other));
    if (stays.length === 0) writing.dropped.add(one);
    else {
      const because = setPieces(writing, one, together, stays);
      if (because !== undefined) return because;
    }
  }
  return undefined;
}

function setPieces(writing: Writing, one: Given, together: readonly Given[], stays: readonly Given[]): Result {
  if (writing.values.has(one.words.last)) return undefined;
  const value = currentValue(writing, one);
  if (typeof value === 'string') return value;
  const pieces = value.text.split(',');
  if (pieces.length !== together.length) return 'its values are written in a way that cannot be changed here';
  return setValue(writing, one, pieces.filter((_, at) => stays.includes(together[at] as Given)).join(','));
}

/** Why a value that is not known when the script is read cannot be changed. */
export function refusedOpen({ option: { value } }: Given, text: string): string | undefined {
  if (!text.includes(open)) return undefined;
  return `its value comes from ${unknownIn(value) ?? 'a variable'}: change it where that is set`;
}
