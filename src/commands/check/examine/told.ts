import type { SeverityChange } from '../../../config/config.ts';
import type { Judgement } from '../../../judge.ts';
import type { Finding } from '../../../model/index.ts';

/** Which verdicts become findings, and how severe. */
export interface Told {
  /** Keep the findings that say "held" and "inapplicable" (otherwise only counted). */
  readonly all: boolean;
  /** Keep what only those are told who ask for every measure. */
  readonly strict: boolean;
  /** Severities that the configuration changes. */
  readonly severity: Readonly<Record<string, SeverityChange>>;
}

/** What only those are told who ask for every measure. */
export const isHidden = ({ verdict }: Judgement, { strict }: Pick<Told, 'strict'>): boolean =>
  !strict && verdict.outcome === 'broken' && verdict.level === 'strict';

export const isTold = ({ verdict }: Pick<Judgement, 'verdict'>, { all }: Told): boolean =>
  all || verdict.outcome === 'broken' || verdict.outcome === 'unknown';

export const isHeld = ({ verdict }: Judgement): boolean => verdict.outcome === 'held';

/** As severe as the configuration says, where it says anything of the control. */
export function weighed(finding: Finding, { severity }: Told): Finding {
  const asked = severity[finding.control];
  return asked === undefined || asked === 'off' ? finding : { ...finding, severity: asked };
}
