import type { RunningEngine } from '../engines/running/index.ts';
import type { PassedOver, Problem, Source } from '../model/index.ts';

/** A text that stands for a target which is no file; `engine`: what runs it, and decides over it. */
export interface Given {
  readonly source: Source;
  readonly engine?: RunningEngine;
}

export interface Gift {
  readonly given: readonly Given[];
  readonly problems: readonly Problem[];
  /** What is there and was not looked at, each with its reason. */
  readonly passedOver: readonly PassedOver[];
}
