import type { Finding, Problem, Report } from '../model/index.ts';

/** Does it decide the exit code, as far as its severity goes? Not if it is accepted or in the baseline. */
export const isOpen = ({ accepted, baseline }: Pick<Finding, 'accepted' | 'baseline'>): boolean =>
  accepted === undefined && baseline === undefined;

/** The report without what somebody lives with; the summary keeps its counts. */
export function openOf(report: Report): Report {
  const findings = report.findings.filter(isOpen);
  const problems = report.problems.filter(isOpen);
  return findings.length === report.findings.length && problems.length === report.problems.length
    ? report
    : { ...report, findings, problems };
}

export interface AcceptedThing<T> {
  readonly what: T;
  readonly accepted: NonNullable<Finding['accepted']>;
}

const acceptedAmong = <T extends { readonly accepted?: Finding['accepted'] }>(things: readonly T[]): AcceptedThing<T>[] =>
  things.flatMap((what) => (what.accepted === undefined ? [] : [{ what, accepted: what.accepted }]));

export const acceptedFindings = ({ findings }: Report): AcceptedThing<Finding>[] => acceptedAmong(findings);
export const acceptedProblems = ({ problems }: Report): AcceptedThing<Problem>[] => acceptedAmong(problems);
