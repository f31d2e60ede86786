import type { ProofReport, ProofVerdict } from './shape.ts';

export interface ProofSummary {
  readonly attempts: number;
  readonly holds: number;
  readonly fails: number;
  readonly inconclusive: number;
  readonly notProbed: number;
  readonly problems: number;
}

/** Controls by verdict, over all containers. */
export function summaryOf({ containers, problems }: Pick<ProofReport, 'containers' | 'problems'>): ProofSummary {
  const controls = containers.flatMap((one) => one.controls);
  const count = (verdict: ProofVerdict): number => controls.filter((one) => one.verdict === verdict).length;
  return {
    attempts: controls.reduce((sum, { evidence }) => sum + evidence.length, 0),
    holds: count('holds'),
    fails: count('fails'),
    inconclusive: count('inconclusive'),
    notProbed: count('not probed'),
    problems: problems.length,
  };
}
