import { printable } from '../text/printable.ts';
import type { ReportOptions } from './options.ts';
import { cellsOf, padTo, wrap } from './text/cells.ts';
import { pageFor, textOf } from './text/page.ts';

/** One line of a table: a name, and what is said of it. */
export interface Line {
  readonly name: string;
  readonly words: string;
}

/** A heading with lines below it; without lines it is left out unless it says something itself. */
export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** What a filter does, as text: a head, sections with aligned names, and what follows. */
export function renderSections(head: readonly string[], sections: readonly Section[], options: ReportOptions = {}): string {
  const page = pageFor(options);
  const lines = [
    ...head.flatMap((line) => wrap(printable(line), page.width, '')),
    ...sections
      .filter((section) => section.lines.length > 0)
      .flatMap((section) => ['', page.style.bold(section.title), ...linesOf(section.lines, page.width)]),
  ];
  return textOf(lines);
}

function linesOf(lines: readonly Line[], width: number): string[] {
  const column = Math.min(
    30,
    lines.reduce((most, { name }) => Math.max(most, cellsOf(name)), 0),
  );
  return lines.flatMap(({ name, words }) => wrap(printable(words), width, `  ${padTo(printable(name), column)}  `));
}
