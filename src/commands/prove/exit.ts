import { atLeast, type Severity } from '../../model/index.ts';
import type { ProofReport } from '../../reports/proof/shape.ts';
import type { ExitCode } from '../exit.ts';

/**
 * 2: something was not read, started or brought to its end, or a measure at or above `failOn` was tried and nothing can be said of it; that outweighs
 * the rest. 1: a measure at or above it does not hold. What was not probed does not count: `check` judges it.
 */
export function proofExit({ containers, problems }: ProofReport, failOn: Severity): ExitCode {
  if (problems.length > 0 || containers.some(({ cutShort }) => cutShort !== undefined)) return 2;
  const weighty = containers.flatMap(({ controls }) => controls.filter(({ severity }) => atLeast(severity, failOn)));
  if (weighty.some(({ verdict }) => verdict === 'inconclusive')) return 2;
  return weighty.some(({ verdict }) => verdict === 'fails') ? 1 : 0;
}
