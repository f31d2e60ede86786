import type { Origin, Place, Problem, Source } from '../model/index.ts';

const indexes = new WeakMap<Source, Uint32Array>();

/** The one that was asked for last: findings come text by text. */
let last: { readonly source: Source; readonly starts: Uint32Array } | undefined;

/** Offsets at which each line starts. A line ends with \n, \r\n or a lone \r. Kept per source. */
export function lineStarts(source: Source): Uint32Array {
  if (last?.source === source) return last.starts;
  const starts = indexes.get(source) ?? startsIn(source.text);
  indexes.set(source, starts);
  last = { source, starts };
  return starts;
}

function startsIn(text: string): Uint32Array {
  const found = [0];
  if (text.includes('\r')) for (const match of text.matchAll(/\r\n|\n|\r/g)) found.push(match.index + match[0].length);
  else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found.push(at + 1);
  return Uint32Array.from(found);
}

/** 1-based line and column (UTF-16 units) of an offset. */
export function positionAt(source: Source, offset: number): { line: number; column: number } {
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1 };
}

/** Where an origin was written: itself, but for a text that was made from others (Source.writtenAt). */
const writtenAt = (origin: Origin): Origin => origin.source.writtenAt?.(origin.start, origin.end) ?? origin;

export function placeOf(derived: Origin): Place {
  const origin = writtenAt(derived);
  const { line, column } = positionAt(origin.source, origin.start);
  const end = positionAt(origin.source, Math.max(origin.start, origin.end));
  return { file: origin.source.path, line, column, endLine: end.line, endColumn: end.column };
}

/** A problem at an offset; the message is one line: what is wrong, and the way out. */
export const problemAt = (source: Source, offset: number, message: string): Problem => ({
  file: source.path,
  ...positionAt(source, offset),
  message,
});

/** The text of a 1-based line, without its line break. */
export function lineText(source: Source, line: number): string {
  const starts = lineStarts(source);
  const start = starts[line - 1];
  if (start === undefined) return '';
  return source.text.slice(start, starts[line] ?? source.text.length).replace(/[\r\n]+$/, '');
}
