import type { Finding, Outcome, Problem, Severity, Summary } from '../model/index.ts';

/** What a run looked at and found, before anything is left out of a report. */
export interface Counted {
  /** Number of files that were judged or are a problem. */
  readonly files: number;
  readonly containers: readonly unknown[];
  readonly findings: readonly Finding[];
  readonly problems: readonly Pick<Problem, 'accepted'>[];
}

/** The counts of a run. `broken` counts every broken finding that nobody lives with, those implied by another included. */
export function summarize({ files, containers, findings, problems }: Counted): Summary {
  const broken: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  const outcomes: Record<Outcome, number> = { broken: 0, unknown: 0, held: 0, inapplicable: 0 };
  const marked = { accepted: 0, baseline: 0 };
  for (const { outcome, severity, accepted, baseline } of findings) {
    if (accepted !== undefined || baseline === true) {
      marked[accepted === undefined ? 'baseline' : 'accepted']++;
      continue;
    }
    outcomes[outcome]++;
    if (outcome === 'broken') broken[severity]++;
  }
  return {
    files,
    containers: containers.length,
    broken,
    unknown: outcomes.unknown,
    held: outcomes.held,
    problems: problems.filter(({ accepted }) => accepted === undefined).length,
    accepted: marked.accepted + problems.filter(({ accepted }) => accepted !== undefined).length,
    baseline: marked.baseline,
  };
}
