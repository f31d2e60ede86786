import { type Field, type MachineDoor, type Origin, type Problem, type Source, unknown, type Written, written } from '../model/index.ts';

/** The machine's files, each read once, and what stood in the way. */
export interface Files {
  readonly door: MachineDoor;
  readonly problems: Problem[];
  /** Undefined: there is no such file. Unknown: there is one that was not read. */
  source(path: string): Source | Extract<Field<never>, { state: 'unknown' }> | undefined;
}

export function filesOf(door: MachineDoor): Files {
  const seen = new Map<string, ReturnType<Files['source']>>();
  return {
    door,
    problems: [],
    source(path) {
      if (!seen.has(path)) seen.set(path, sourceOf(door, path));
      return seen.get(path);
    },
  };
}

function sourceOf(door: MachineDoor, path: string): ReturnType<Files['source']> {
  const read = door.read(path);
  if ('missing' in read) return undefined;
  return 'text' in read ? { path, text: read.text } : unknown(`${path} was not read: ${read.refused}`, nowhereIn(path));
}

/** A place for what is known of a path without its text: its mode, its absence. */
export const nowhereIn = (path: string): Origin => ({ source: { path, text: '' }, start: 0, end: 0 });

/** The whole of a small file, without the line break at its end. */
export function wholeOf(files: Files, path: string): Field<string> | undefined {
  const source = files.source(path);
  if (source === undefined || 'state' in source) return source;
  const text = source.text.trim();
  const start = source.text.indexOf(text);
  return written(text, { source, start, end: start + text.length });
}

export interface Line {
  readonly text: string;
  readonly origin: Origin;
}

/** The lines of a text, each with its place. */
export function linesOf(source: Source): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < source.text.length; ) {
    const stop = source.text.indexOf('\n', start);
    const end = stop < 0 ? source.text.length : stop;
    lines.push({ text: source.text.slice(start, end), origin: { source, start, end } });
    start = end + 1;
  }
  return lines;
}

/** The first line that begins so, and what follows. */
export function lineAfter(source: Source, prefix: string): Written<string> | undefined {
  const start = source.text.startsWith(prefix) ? 0 : source.text.indexOf(`\n${prefix}`) + 1;
  if (start === 0 && !source.text.startsWith(prefix)) return undefined;
  const stop = source.text.indexOf('\n', start);
  const end = stop < 0 ? source.text.length : stop;
  return written(source.text.slice(start + prefix.length, end).trim(), { source, start, end });
}

/** A fact whose ground is that a path is there, or is not. */
export const byPath = <T>(path: string, value: T): Written<T> => written(value, nowhereIn(path));
