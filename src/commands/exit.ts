import { atLeast, type Report, type Severity } from '../model/index.ts';

/** The process's exit status, the same for every command (docs/ARCHITECTURE.md, "Exit codes"). */
export type ExitCode = 0 | 1 | 2;

/**
 * 2: something was not read or not judged, so the answer is not complete; that outweighs findings.
 * 1: a measure at or above `failOn` is off. 0: neither. What is accepted or in the baseline does not count.
 */
export function exitCodeOf(report: Report, failOn: Severity): ExitCode {
  if (report.problems.some(({ accepted }) => accepted === undefined)) return 2;
  const weighty = report.findings.filter(
    ({ severity, accepted, baseline }) => accepted === undefined && baseline === undefined && atLeast(severity, failOn),
  );
  if (weighty.some(({ outcome }) => outcome === 'unknown')) return 2;
  return weighty.some(({ outcome }) => outcome === 'broken') ? 1 : 0;
}
