import type { Outcome } from '../../model/index.ts';
import { printable } from '../../text/printable.ts';
import { longest, padTo } from '../text/cells.ts';
import { styleFor } from '../text/style.ts';
import type { ProofVerdict, ProvedControl } from './shape.ts';

export interface TableStyle {
  /** Columns of the page. */
  readonly width: number;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly verdict: (verdict: ProofVerdict) => string;
}

/** A narrower page would break names, a wider one cannot be read. */
export function tableStyle({ color, width }: { readonly color: boolean; readonly width: number }): TableStyle {
  const { bold, dim, good, severity } = styleFor(color);
  const paints = { fails: severity('high'), inconclusive: severity('medium'), holds: good, 'not probed': dim };
  return {
    width: Math.max(72, Math.min(width, 160)),
    bold,
    dim,
    verdict: (verdict) => paints[verdict](verdict.padEnd(verdictWidth)),
  };
}

const verdictWidth = 12;
const wordWidth = 9;
const gap = '  ';

/** How a view is said in a column. */
const words: Readonly<Record<Outcome, string>> = { held: 'on', broken: 'off', unknown: 'not known', inapplicable: 'not its' };
const wordOf = (outcome: Outcome | undefined): string => (outcome === undefined ? '-' : words[outcome]);

export interface Columns {
  readonly head: string;
  readonly row: (row: ProvedControl) => string;
  /** There is no room to say where each is declared. */
  readonly needsPlace: boolean;
}

/** Verdict, severity, control, where it is declared (in what room there is), effective, observed. */
export function columnsFor({ width, verdict }: TableStyle, rows: readonly ProvedControl[]): Columns {
  const names = Math.max('control'.length, longest(rows.map(({ control }) => control)));
  const rest = width - (verdictWidth + 8 + names + 2 * wordWidth + 5 * gap.length);
  const wanted = Math.max('declared'.length, longest(rows.map(placeOf)));
  const places = rest < Math.min(14, wanted) ? 0 : Math.min(wanted, rest);
  const line = (first: string, severity: string, control: string, place: string, effective: string, observed: string): string =>
    [
      first,
      severity.padEnd(8),
      control.padEnd(names),
      ...(places === 0 ? [] : [padTo(place, places)]),
      effective.padEnd(wordWidth),
      observed,
    ]
      .join(gap)
      .trimEnd();
  return {
    head: line('verdict'.padEnd(verdictWidth), 'severity', 'control', 'declared', 'effective', 'observed'),
    row: (row) =>
      line(
        verdict(row.verdict),
        row.severity,
        row.control,
        ended(placeOf(row), places),
        wordOf(row.effective?.outcome),
        wordOf(row.observed?.outcome),
      ),
    needsPlace: places === 0,
  };
}

const placeOf = ({ declared }: ProvedControl): string => (declared === undefined ? '-' : printable(`${declared.file}:${declared.line}`));

/** Of a place that is too long the end is what counts. */
const ended = (text: string, most: number): string => (text.length <= most ? text : `…${text.slice(text.length - most + 1)}`);
