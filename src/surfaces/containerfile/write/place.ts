import type { Edit, Source } from '../../../model/index.ts';
import type { Instruction } from '../instruction.ts';
import { originOf, type Span } from '../joined.ts';

/** Where the first line of an instruction starts. */
export function lineStart({ joined, span }: Instruction): number {
  const { source, start } = originOf(joined, span);
  return source.text.lastIndexOf('\n', start - 1) + 1;
}

/** Where the last line of an instruction ends, its heredocs included, without the line break. Undefined: the file ends in the middle of it. */
export function lineEnd({ joined, span, heredocs }: Instruction, escapeChar: string): number | undefined {
  const { text } = joined.source;
  // To the end of the joined text: what a continuation line holds behind the span is white space.
  const own = originOf(joined, { start: span.start, end: joined.text.length }).end;
  const last = heredocs.at(-1);
  if (last !== undefined && last.range.end >= text.length) return undefined;
  const end = endOfLine(text, last?.range.end ?? own);
  return last === undefined && text.slice(own, end).trim() === escapeChar ? undefined : end;
}

const endOfLine = (text: string, from: number): number => {
  const feed = text.indexOf('\n', from);
  const end = feed < 0 ? text.length : feed;
  return end > from && text[end - 1] === '\r' ? end - 1 : end;
};

/** An edit of a part of one instruction. */
export const replaced = ({ joined }: Instruction, span: Span, text: string): Edit => ({ ...originOf(joined, span), text });

/** Text put in front of an offset of an instruction's logical line. */
export const inserted = ({ joined }: Instruction, at: number, text: string): Edit => {
  const { source, start } = originOf(joined, { start: at, end: at });
  return { source, start, end: start, text };
};

/** Lines above an instruction, and above the comments that stand right on top of it. */
export function linesAbove(instruction: Instruction, previous: Instruction, escapeChar: string, lines: readonly string[]): Edit {
  const { source } = instruction.joined;
  const floor = lineEnd(previous, escapeChar) ?? 0;
  let at = lineStart(instruction);
  for (;;) {
    const above = source.text.lastIndexOf('\n', at - 2) + 1;
    if (at === 0 || above <= floor || !source.text.slice(above, at).trimStart().startsWith('#')) break;
    at = above;
  }
  return { source, start: at, end: at, text: lines.map((line) => `${line}\n`).join('') };
}

/** Lines below an instruction; a clause where there is no room for them. */
export function linesBelow(instruction: Instruction, escapeChar: string, lines: readonly string[]): Edit | string {
  const { source } = instruction.joined;
  const end = lineEnd(instruction, escapeChar);
  if (end === undefined) return 'the last instruction is not finished';
  return { source, start: end, end, text: lines.map((line) => `\n${line}`).join('') };
}

/** Takes a whole instruction out, which has no heredocs; the comments between its lines stay. */
export function withoutLines(source: Source, instruction: Instruction, escapeChar: string): Edit | string {
  const start = lineStart(instruction);
  const end = lineEnd(instruction, escapeChar);
  if (end === undefined) return 'the instruction is not finished';
  const feed = source.text.startsWith('\r\n', end) ? 2 : source.text[end] === '\n' ? 1 : 0;
  const [, ...more] = source.text.slice(start, end).split(/\r?\n/);
  const comments = more.filter((line) => line.trimStart().startsWith('#')).map((line) => `${line}\n`);
  return { source, start, end: end + feed, text: comments.join('') };
}
