import { type Field, mapField, type Unknown, unknown, written } from '../model/index.ts';
import { absent, isText, linesOf, type Texts, wholeNumber } from './texts.ts';

/** /proc/PID/status by its keys, each value with the place of its line. Source: Linux 6.12 fs/proc/array.c. */
export interface Status {
  /** Unknown: the kernel does not say it, or the file was not read. */
  get(key: string): Field<string>;
}

/** The file has some sixty lines. */
const mostLines = 500;

export function statusOf(texts: Texts): Status {
  const path = `${texts.folder}/status`;
  const read = texts.read(path);
  if (!isText(read)) return { get: () => read ?? absent(path) };
  const lines = new Map<string, Field<string>>();
  for (const { text, origin } of linesOf(read, mostLines)) {
    const colon = text.indexOf(':');
    if (colon > 0 && !lines.has(text.slice(0, colon))) lines.set(text.slice(0, colon), written(text.slice(colon + 1).trim(), origin));
  }
  const missing = (key: string): Unknown => unknown(`${path} has no line ${key}`, { source: read, start: 0, end: 0 });
  return { get: (key) => lines.get(key) ?? missing(key) };
}

/** One of the numbers of a line. */
export function numberIn(status: Status, key: string, index = 0): Field<number> {
  const field = status.get(key);
  if (field.state === 'unknown') return field;
  const value = wholeNumber(field.value.split(/\s+/)[index] ?? '');
  return value === undefined ? unknown(`the line ${key} is not understood`, field.origin) : { ...field, value };
}

/** All numbers of a line; what is no number is left out. */
export const numbersIn = (status: Status, key: string): Field<readonly number[]> =>
  mapField(status.get(key), (text) =>
    text
      .split(/\s+/)
      .map(wholeNumber)
      .filter((value) => value !== undefined),
  );
