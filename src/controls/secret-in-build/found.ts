import type { BuildStep, Patch, Severity } from '../../model/index.ts';

/** One secret of one instruction. */
export interface Found {
  readonly step: BuildStep;
  /** Never the secret itself. */
  readonly detail: string;
  readonly severity: Severity;
  readonly remedy: Patch;
}
