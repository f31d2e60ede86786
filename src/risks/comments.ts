import type { Source, SurfaceId } from '../model/index.ts';
import { excerptOf } from '../text/excerpt.ts';
import { lineStarts, placeOf, positionAt } from '../text/lines.ts';
import { acceptanceOf } from './grammar.ts';
import { type Lines, linesOf, type Syntax } from './lines.ts';
import type { Note, Scope } from './note.ts';

const word = 'bulkhead:';

/** Nobody answers for more in one file by hand. */
const mostNotes = 1000;

const yaml: Syntax = { marks: '#', trailing: true, blocks: 'indented' };

/** Containerfiles and units know no comment behind an instruction: there it is a part of the value. What is not named here has no comments. */
const syntaxes: Readonly<Partial<Record<SurfaceId, Syntax>>> = {
  compose: yaml,
  kubernetes: yaml,
  containerfile: { marks: '#', trailing: false, blocks: 'continued' },
  quadlet: { marks: '#;', trailing: false, blocks: 'continued' },
  'run-command': { marks: '#', trailing: true, blocks: 'continued' },
};

/** What people write instead of `accept`, as other tools call it. */
const meantAccept = /^(?:accepts?|accepted|acept|except|ignore|ignored|disable|skip|suppress|allow|nosec)$/i;

/**
 * The acceptances in a text's comments, in order: `# bulkhead: accept CONTROL[, CONTROL] until 2027-01-31: reason`. A comment behind code
 * belongs to its line, one that stands alone to the next line that is no comment, where no empty line is between them. It reaches what
 * begins on that line (`Syntax.blocks`). A text without the word costs one search.
 */
export function commentNotes(source: Source, surface: SurfaceId): Note[] {
  const syntax = syntaxes[surface];
  let at = syntax === undefined ? -1 : source.text.indexOf(word);
  if (syntax === undefined || at < 0) return [];
  const lines = linesOf(source, syntax);
  const notes: Note[] = [];
  for (; at >= 0 && notes.length <= mostNotes; at = source.text.indexOf(word, at + word.length)) {
    const note = noteAt(source, at, syntax, lines);
    if (note !== undefined) notes.push(notes.length === mostNotes ? tooMany(note) : note);
  }
  return notes;
}

const tooMany = (note: Note): Note => ({
  ...note,
  fault: `this file holds more than ${mostNotes} acceptances; the rest is not read`,
  scope: { kind: 'nothing' },
});

function noteAt(source: Source, at: number, syntax: Syntax, lines: Lines): Note | undefined {
  const { line } = positionAt(source, at);
  const lineStart = lineStarts(source)[line - 1] ?? 0;
  const mark = markBefore(source.text, at, lineStart, syntax.marks);
  if (mark === undefined || lines.isText(line)) return undefined;
  const alone = source.text.slice(lineStart, mark).trim() === '';
  if (!alone && !syntax.trailing) return undefined;
  const end = (lineStarts(source)[line] ?? source.text.length + 1) - 1;
  const said = source.text
    .slice(at + word.length, Math.min(end, at + 2000))
    .replace(/[\r\n]+$/, '')
    .trim();
  const verb = /^[A-Za-z]+/.exec(said)?.[0] ?? '';
  if (!meantAccept.test(verb)) return undefined;
  const origin = { source, start: mark, end: at + word.length + source.text.slice(at + word.length, end).trimEnd().length };
  const first = alone ? lineBelow(lines, line) : line;
  const scope: Scope = first === undefined ? { kind: 'nothing' } : { kind: 'lines', from: first, to: lines.endOf(first) };
  const head = { by: 'comment' as const, place: placeOf(origin), excerpt: excerptOf(origin), scope };
  if (verb.toLowerCase() !== 'accept')
    return { ...head, controls: [], fault: `"${verb}" is not understood; write accept CONTROL until YYYY-MM-DD: reason` };
  return { ...head, ...acceptanceOf(said.slice(verb.length)) };
}

/** Offset of the comment's mark; only marks and blanks stand between it and the word, and before it a blank or nothing. */
function markBefore(text: string, at: number, lineStart: number, marks: string): number | undefined {
  let from = at;
  while (from > lineStart && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
  const end = from;
  while (from > lineStart && marks.includes(text[from - 1] ?? '')) from--;
  if (from === end) return undefined;
  return from === lineStart || text[from - 1] === ' ' || text[from - 1] === '\t' ? from : undefined;
}

function lineBelow(lines: Lines, line: number): number | undefined {
  let next = line + 1;
  while (next <= lines.count && lines.isComment(next)) next++;
  return next > lines.count || lines.isEmpty(next) ? undefined : next;
}
