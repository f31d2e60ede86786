import type { Finding } from '../../model/index.ts';
import { withReason } from '../reason.ts';
import type { Block } from './blocks.ts';
import { cellsOf, padTo, wrap } from './cells.ts';
import type { Page } from './page.ts';
import { list } from './words.ts';

const severityColumn = 10;

/** Where everything below a finding's first line starts. */
export const indent = ' '.repeat(2 + severityColumn);

/** Severity, control, what is the case; `column` is where the sentence starts. */
export function titleLines({ severity, control, from }: Finding, sentence: string, column: number, { style, width }: Page): string[] {
  const head = `  ${padTo(severity, severityColumn)}${padTo(control, column)}  `;
  const [first = '', ...rest] = wrap(withReason(sentence, from), width, head);
  const colored = `  ${style.severity(severity)(severity)}${' '.repeat(severityColumn - severity.length)}${style.bold(control)}${first.slice(2 + severityColumn + control.length)}`;
  return [colored, ...rest];
}

/** The source line, and a caret under what decides; the file above it where it is another one than `file`. */
export function excerptLines({ excerpt, origin }: Finding, { style, width }: Page, file = origin.file): string[] {
  if (excerpt === undefined || excerpt.text.trim() === '') return [];
  const number = String(origin.line).padStart(5);
  const margin = `${indent.slice(0, -4)}${number} │ `;
  const before = cellsOf(excerpt.text.slice(0, excerpt.start));
  const marked = Math.max(1, cellsOf(excerpt.text.slice(excerpt.start, excerpt.start + excerpt.length)));
  const room = Math.max(1, Math.max(width, 120 + margin.length) - margin.length - before);
  const under = `${' '.repeat(margin.length - 2)}│ `;
  return [
    ...(origin.file === file ? [] : [style.dim(`${indent}in ${origin.file}`)]),
    style.dim(margin) + excerpt.text,
    style.dim(under) + ' '.repeat(before) + style.severity('critical')('^'.repeat(Math.min(marked, room))),
  ];
}

export const remedyLines = ({ remedy }: Finding, { style, width }: Page): string[] =>
  (remedy ?? []).flatMap((line) => wrap(line, width, `${indent}→ `).map((text) => style.remedy(text)));

/** What else the same line turns off. */
export function impliedLines({ implied }: Block, { style, width }: Page): string[] {
  if (implied.length === 0) return [];
  const names = [...new Set(implied.map((finding) => finding.control))];
  return wrap(`also turns off ${list(names)}`, width, indent).map(style.dim);
}
