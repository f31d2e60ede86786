import {
  type Field,
  type MachineText,
  type Origin,
  type ProcessDoor,
  type Source,
  type Unknown,
  unknown,
  type Written,
  written,
} from '../model/index.ts';

/** The files of one process and of the machine around it, each read once. */
export interface Texts {
  readonly door: ProcessDoor;
  /** "/proc/4711". */
  readonly folder: string;
  read(path: string): Source | Unknown | undefined;
}

export function textsOf(door: ProcessDoor, folder: string): Texts {
  const seen = new Map<string, Source | Unknown | undefined>();
  return {
    door,
    folder,
    read(path) {
      if (!seen.has(path)) seen.set(path, sourceOf(door.read(path), path));
      return seen.get(path);
    },
  };
}

function sourceOf(text: MachineText, path: string): Source | Unknown | undefined {
  if ('missing' in text) return undefined;
  return 'text' in text ? { path, text: text.text } : refused(path, text.refused);
}

/** Most often it is another user's process. */
export const refused = (path: string, why: string): Unknown =>
  unknown(`${path} was not read: ${why}${/permission/.test(why) ? '; root of the machine may read it' : ''}`, nowhereIn(path));

export const isText = (read: Source | Unknown | undefined): read is Source => read !== undefined && 'text' in read;

/** A place for what is known of a path without its text, or whose text must not be quoted. */
export const nowhereIn = (path: string): Origin => ({ source: { path, text: '' }, start: 0, end: 0 });

/** A fact whose ground is a path as such: where a link points, that a file is not there. */
export const byPath = <T>(path: string, value: T): Written<T> => written(value, nowhereIn(path));

/** There is no such file: an old kernel, or one without the feature. */
export const absent = (path: string): Unknown => unknown(`this kernel has no ${path}`, nowhereIn(path));

export interface Line {
  readonly text: string;
  readonly origin: Origin;
}

/** The lines of a text, each with its place; no more than `most` of them. */
export function linesOf(source: Source, most = Number.POSITIVE_INFINITY): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < source.text.length && lines.length < most; ) {
    const stop = source.text.indexOf('\n', start);
    const end = stop < 0 ? source.text.length : stop;
    if (end > start) lines.push({ text: source.text.slice(start, end), origin: { source, start, end } });
    start = end + 1;
  }
  return lines;
}

/** The one value of a small file, made into something; unknown where the file is not to be had or says nothing that fits. */
export function contentOf<T>(texts: Texts, path: string, make: (text: string) => T | undefined): Field<T> {
  const read = texts.read(path);
  if (read === undefined) return absent(path);
  if (!isText(read)) return read;
  const text = read.text.trim();
  const start = read.text.indexOf(text);
  const origin: Origin = { source: read, start, end: start + text.length };
  const value = make(text);
  return value === undefined ? unknown(`${path} says something that is not understood`, origin) : written(value, origin);
}

/** A whole number of no sign; undefined for everything else, and for what JavaScript cannot hold exactly. */
export function wholeNumber(text: string): number | undefined {
  if (!/^\d{1,16}$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
}
