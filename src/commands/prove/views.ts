import { controls } from '../../controls/index.ts';
import { judge } from '../../judge.ts';
import type { Container, Outcome, Problem } from '../../model/index.ts';
import type { Proof } from '../../proof/index.ts';

/** One container, and what was met in its place. */
export interface Proved {
  readonly effective: Container;
  readonly proofs: readonly Proof[];
  /** What was not as it was declared, each as a sentence. */
  readonly notes: readonly string[];
  readonly cutShort?: string;
}

/** All that a run of prove has to tell. */
export interface ProveReport {
  readonly proved: readonly Proved[];
  readonly problems: readonly Problem[];
}

const weight: readonly Outcome[] = ['inapplicable', 'held', 'unknown', 'broken'];

/** What each control says of the effective view: its worst verdict. */
export function effectiveOutcomes({ effective }: Proved): ReadonlyMap<string, Outcome> {
  const worst = new Map<string, Outcome>();
  for (const { control, verdict } of judge(effective, controls)) {
    const before = worst.get(control.id);
    if (before === undefined || weight.indexOf(verdict.outcome) > weight.indexOf(before)) worst.set(control.id, verdict.outcome);
  }
  return worst;
}
