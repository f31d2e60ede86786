import type { Finding, Outcome, Severity, Summary } from '../model/index.ts';

/** What a run looked at and found, before anything is left out of a report. */
export interface Counted {
  /** Number of files that were judged or are a problem. */
  readonly files: number;
  readonly containers: readonly unknown[];
  readonly findings: readonly Finding[];
  readonly problems: readonly unknown[];
}

/** The counts of a run. `broken` counts every broken finding, those implied by another included. */
export function summarize({ files, containers, findings, problems }: Counted): Summary {
  const broken: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  const outcomes: Record<Outcome, number> = { broken: 0, unknown: 0, held: 0, inapplicable: 0 };
  for (const { outcome, severity } of findings) {
    outcomes[outcome]++;
    if (outcome === 'broken') broken[severity]++;
  }
  return {
    files,
    containers: containers.length,
    broken,
    unknown: outcomes.unknown,
    held: outcomes.held,
    problems: problems.length,
  };
}
