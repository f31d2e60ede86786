import type { ReportOptions } from '../options.ts';
import { type Style, styleFor } from './style.ts';

/** What every part of the text report is written with. */
export interface Page {
  readonly style: Style;
  readonly width: number;
  readonly options: ReportOptions;
}

/** A finished text. */
export const textOf = (lines: readonly string[]): string => lines.map((line) => `${line.trimEnd()}\n`).join('');

/** A narrower page would only break words, a wider one cannot be read. */
export const pageFor = (options: ReportOptions): Page => ({
  style: styleFor(options.color),
  width: Math.max(60, Math.min(options.width ?? 100, 140)),
  options,
});
