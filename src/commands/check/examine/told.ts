import type { Judgement } from '../../../judge.ts';
import type { Finding } from '../../../model/index.ts';
import type { Question } from './examine.ts';

/** What only those are told who ask for every measure. */
export const isHidden = ({ verdict }: Judgement, { strict }: Pick<Question, 'strict'>): boolean =>
  !strict && verdict.outcome === 'broken' && verdict.level === 'strict';

export const isTold = ({ verdict }: Judgement, { all }: Pick<Question, 'all'>): boolean =>
  all || verdict.outcome === 'broken' || verdict.outcome === 'unknown';

export const isHeld = ({ verdict }: Judgement): boolean => verdict.outcome === 'held';

/** As severe as the configuration says, where it says anything of the control. */
export function weighed(finding: Finding, { severity }: Pick<Question, 'severity'>): Finding {
  const asked = severity[finding.control];
  return asked === undefined || asked === 'off' ? finding : { ...finding, severity: asked };
}
