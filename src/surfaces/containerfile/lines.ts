import type { Source } from '../../model/index.ts';
import { directiveOf } from './directives.ts';
import { type Heredoc, type HeredocMark, heredocMarks } from './heredoc.ts';
import type { Joined } from './joined.ts';
import type { Report } from './report.ts';
import { skipSpace } from './space.ts';

export interface LogicalLine {
  readonly joined: Joined;
  readonly heredocs: readonly Heredoc[];
}

export interface Lines {
  /** The character that joins lines and escapes others: \ or `. */
  readonly escapeChar: string;
  readonly lines: readonly LogicalLine[];
}

interface Cursor {
  readonly text: string;
  at: number;
}

/** One line of the source: its start, the end of its content, and the start of the next. */
interface Row {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/**
 * Puts lines together as the builder does (moby/buildkit 73ed6825, frontend/dockerfile/parser/parser.go): a line that
 * ends with the escape character goes on; comments and empty lines in between are left out; heredocs are taken whole.
 * `opensHeredocs` says whether a logical line may have heredocs at all.
 */
export function linesOf(source: Source, report: Report, opensHeredocs: (joined: Joined, escapeChar: string) => boolean): Lines {
  const cursor: Cursor = { text: source.text, at: source.text.startsWith('\ufeff') ? 1 : 0 };
  const escapeChar = readDirectives(source, cursor, report);
  const lines: LogicalLine[] = [];
  for (let row = nextRow(cursor); row !== undefined; row = nextRow(cursor)) {
    const start = skipSpace(source.text, row.start, row.end);
    if (start === row.end || source.text[start] === '#') continue;
    const joined = join(source, cursor, { ...row, start }, escapeChar);
    if (joined.text === '') continue;
    const marks = joined.text.includes('<<') && opensHeredocs(joined, escapeChar) ? heredocMarks(joined) : [];
    lines.push({ joined, heredocs: readHeredocs(source, cursor, marks, start, report) });
  }
  return { escapeChar, lines };
}

function nextRow(cursor: Cursor): Row | undefined {
  const { text, at } = cursor;
  if (at >= text.length) return undefined;
  const feed = text.indexOf('\n', at);
  const next = feed === -1 ? text.length : feed + 1;
  let end = feed === -1 ? text.length : feed;
  while (end > at && text[end - 1] === '\r') end--;
  cursor.at = next;
  return { start: at, end, next };
}

/** Reads the directives at the very top and leaves the cursor after them; answers the escape character. */
function readDirectives(source: Source, cursor: Cursor, report: Report): string {
  let escapeChar = '\\';
  const seen = new Set<string>();
  for (;;) {
    const before = cursor.at;
    const row = nextRow(cursor);
    const start = row === undefined ? 0 : skipSpace(source.text, row.start, row.end);
    const directive = row === undefined ? undefined : directiveOf(source.text.slice(start, row.end));
    if (directive === undefined) {
      cursor.at = before;
      return escapeChar;
    }
    if (seen.has(directive.name)) report(`the directive # ${directive.name}= is there twice: keep one`, start);
    seen.add(directive.name);
    if (directive.name === 'escape') {
      if (directive.value === '\\' || directive.value === '`') escapeChar = directive.value;
      else report('# escape= takes \\ or ` and nothing else: correct it or take it away', start);
    }
  }
}

/** Where the content of a row ends when its last character is the escape character; undefined: the line ends here. */
function continuation(text: string, row: Row, escapeChar: string): number | undefined {
  let at = row.end;
  while (at > row.start && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  if (at === row.start || text[at - 1] !== escapeChar) return undefined;
  return at - 1 === row.start || text[at - 2] !== escapeChar ? at - 1 : undefined;
}

function join(source: Source, cursor: Cursor, first: Row, escapeChar: string): Joined {
  const parts: string[] = [];
  const pieces: { at: number; from: number }[] = [];
  let length = 0;
  const add = (start: number, end: number) => {
    if (end <= start) return;
    pieces.push({ at: length, from: start });
    parts.push(source.text.slice(start, end));
    length += end - start;
  };
  let end = continuation(source.text, first, escapeChar);
  add(first.start, end ?? first.end);
  while (end !== undefined) {
    const row = nextRow(cursor);
    if (row === undefined) break;
    const ink = skipSpace(source.text, row.start, row.end);
    if (ink === row.end || source.text[ink] === '#') continue;
    end = continuation(source.text, row, escapeChar);
    add(row.start, end ?? row.end);
  }
  if (pieces.length === 0) pieces.push({ at: 0, from: first.start });
  return { source, text: parts.join(''), pieces };
}

function readHeredocs(source: Source, cursor: Cursor, marks: readonly HeredocMark[], start: number, report: Report): Heredoc[] {
  return marks.map((mark) => {
    const from = cursor.at;
    for (let row = nextRow(cursor); row !== undefined; row = nextRow(cursor)) {
      if (isTerminator(source.text, row, mark))
        return { ...mark, content: source.text.slice(from, row.start), range: { start: from, end: row.start } };
    }
    report(`the heredoc <<${mark.name} has no end: close it with a line that holds only ${mark.name}`, start);
    return { ...mark, content: source.text.slice(from), range: { start: from, end: source.text.length } };
  });
}

function isTerminator(text: string, row: Row, mark: HeredocMark): boolean {
  let start = row.start;
  if (mark.chomp) while (text[start] === '\t') start++;
  return row.end - start === mark.name.length && text.startsWith(mark.name, start);
}
