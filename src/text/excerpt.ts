import { looksSecret } from '../facts/secrets/names.ts';
import type { Excerpt, Origin, Source } from '../model/index.ts';
import { lineStarts, positionAt } from './lines.ts';
import { printable } from './printable.ts';
import { namesASecret } from './secrets/assignments.ts';
import { maskSecrets } from './secrets.ts';

const widest = 120;
/** How far around the span a line is looked at: a line may be as long as its file. */
const before = 4096;
const after = 1024;
/** How many lines away a neighbour may be. */
const furthest = 10;

/**
 * The first line of an origin, ready to print: without indentation, cut around the span to 120 columns, tabs and
 * control characters made harmless, secrets hidden. `start` and `length` mark the span in the returned text.
 */
export function excerptOf(origin: Origin): Excerpt {
  const { source } = origin;
  const at = Math.max(0, Math.min(origin.start, source.text.length));
  const { line } = positionAt(source, at);
  const [lineStart, lineEnd] = boundsOf(source, line);
  const from = Math.max(lineStart, at - before);
  const to = Math.min(lineEnd, at + after);
  const masked = mask(source, line, source.text.slice(from, to));
  const start = Math.min(at, to) - from;
  const end = Math.min(Math.max(origin.end, at), to) - from;
  return cut(printable(masked), start, end, from > lineStart, to < lineEnd);
}

/** The origin's own text and nothing beside it: for a place whose line nobody may see. */
export function spanOf({ source, start, end }: Origin): Excerpt {
  const text = printable(source.text.slice(start, Math.min(end, start + widest)).split('\n', 1)[0] ?? '');
  return { text: `${text}: …`, start: 0, length: Math.max(1, text.length) };
}

/** Offsets of a 1-based line, without its line break. */
function boundsOf(source: Source, line: number): [start: number, end: number] {
  const starts = lineStarts(source);
  const start = starts[line - 1] ?? source.text.length;
  let end = starts[line] ?? source.text.length;
  while (end > start && (source.text[end - 1] === '\n' || source.text[end - 1] === '\r')) end--;
  return [start, end];
}

function mask(source: Source, line: number, text: string): string {
  const previous = neighbour(source, line, -1);
  if (followsSecret(previous)) return text.replace(/^(\s*(?:-\s+)?)(.*)$/s, (_, indent, rest) => indent + '*'.repeat(rest.length));
  const valueIsSecret = /^\s*(?:-\s+)?["']?value["']?\s*:/.test(text) && [previous, neighbour(source, line, 1)].some(namesASecret);
  return maskSecrets(text, { valueIsSecret });
}

/** The next line in a direction that says anything: blank ones and comments are stepped over, a few at most. */
function neighbour(source: Source, from: number, step: 1 | -1): string {
  const last = lineStarts(source).length;
  for (let line = from + step; line >= 1 && line <= last && Math.abs(line - from) <= furthest; line += step) {
    const [start, end] = boundsOf(source, line);
    const text = source.text.slice(start, Math.min(end, start + 400));
    if (!/^\s*(?:#|$)/.test(text)) return text;
  }
  return '';
}

/** The line before ends in `--password`, as a list item, or in `PASSWORD: |`. */
function followsSecret(previous: string): boolean {
  const match =
    /^\s*(?:-\s+)?["']?--?([A-Za-z][\w.-]*)["']?,?\s*$/.exec(previous) ??
    /^\s*(?:-\s+)?["']?([\w.-]+)["']?:\s+[|>][-+0-9]{0,2}\s*$/.exec(previous);
  return match !== null && looksSecret(match[1] as string);
}

function cut(text: string, start: number, end: number, moreBefore: boolean, moreAfter: boolean): Excerpt {
  // What stands before the span may be the rest of a secret whose name was not looked at: none of it is shown.
  const indent = moreBefore ? start : Math.min(start, text.length - text.trimStart().length);
  const last = Math.max(text.trimEnd().length, start);
  const whole = !moreAfter && last - indent <= widest;
  const from = whole ? indent : Math.max(indent, Math.min(start - 20, last - widest));
  const to = whole ? last : Math.min(last, from + widest);
  const cutBefore = from > indent;
  const cutAfter = to < last || moreAfter;
  const shown = printable((cutBefore ? '…' : '') + text.slice(from + (cutBefore ? 1 : 0), to - (cutAfter ? 1 : 0)) + (cutAfter ? '…' : ''));
  const first = Math.max(0, Math.min(start - from, shown.length));
  return { text: shown, start: first, length: Math.max(1, Math.min(Math.max(end, start) - from, shown.length) - first) };
}
