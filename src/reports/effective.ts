import { printable } from '../text/printable.ts';
import type { ReportOptions } from './options.ts';
import { groupBy } from './text/blocks.ts';
import { cellsOf, padTo, wrap } from './text/cells.ts';
import { pageFor, textOf } from './text/page.ts';

/** One leaf of an effective view: the model's path, its value in words (empty: not known), and who decided. */
export interface EffectiveRow {
  readonly path: string;
  readonly value: string;
  /** "compose.yaml:12", "Docker 29 default". */
  readonly reason: string;
}

const widestPath = 40;
const widestReason = 40;
const narrowestValue = 24;

/** The effective view as an aligned table, one heading for each part of the model. Ends with a line break. */
export function renderEffective(rows: readonly EffectiveRow[], options: ReportOptions = {}): string {
  const { style, width } = pageFor(options);
  const clean = rows.map(({ path, value, reason }) => ({
    path: printable(path),
    value: value === '' ? '?' : printable(value),
    reason: printable(reason),
  }));
  const pathColumn = widest(
    clean.map((row) => restOf(row.path)),
    widestPath,
  );
  const reasonColumn = widest(
    clean.map((row) => row.reason),
    widestReason,
  );
  const valueColumn = Math.max(
    narrowestValue,
    Math.min(
      widest(
        clean.map((row) => row.value),
        width,
      ),
      width - pathColumn - reasonColumn - 6,
    ),
  );
  const lines = [...groupBy(clean, (row) => partOf(row.path))].flatMap(([part, members]) => [
    '',
    style.bold(part),
    ...members.flatMap(({ path, value, reason }) => {
      const [first = '', ...rest] = wrap(value, valueColumn, '');
      const head = `  ${padTo(restOf(path), pathColumn)}  `;
      return [`${head}${padTo(first, valueColumn)}  ${style.dim(reason)}`, ...rest.map((line) => ' '.repeat(cellsOf(head)) + line)];
    }),
  ]);
  return textOf(lines.slice(1));
}

const widest = (texts: readonly string[], most: number): number =>
  texts.reduce((cells, text) => Math.max(cells, Math.min(cellsOf(text), most)), 0);

/** The part of the model that a path belongs to: its first segment, and below `linux` its second. */
const partOf = (path: string): string => /^(?:linux\.)?[^.[]*/.exec(path)?.[0] ?? path;

/** What follows the part; the path itself where nothing does. */
function restOf(path: string): string {
  const rest = path.slice(partOf(path).length).replace(/^\./, '');
  return rest === '' ? path : rest;
}
