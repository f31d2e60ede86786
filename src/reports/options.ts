import type { Severity } from '../model/index.ts';

/** What somebody asked of a report; everything is off unless said otherwise. */
export interface ReportOptions {
  /** ANSI colours. */
  readonly color?: boolean;
  /** Name the files that were passed over and every problem. */
  readonly verbose?: boolean;
  /** List what holds, and what does not apply, too. */
  readonly all?: boolean;
  /** Only what fails the run, one line each; nothing when nothing does. */
  readonly quiet?: boolean;
  /** Columns; 100 unless given. */
  readonly width?: number;
  /** Every container in full, however many there are. */
  readonly details?: boolean;
  /** The day of the run, UTC: "2026-11-22"; says how old advisories are. */
  readonly today?: string;
  /** The severity from which findings fail the run; absent: none does. */
  readonly failOn?: Severity | undefined;
  /** Put the declared and effective views of each container into the JSON report. */
  readonly views?: boolean;
  /** Where the pages of the controls are published, with a slash at the end. */
  readonly pages?: string;
}
