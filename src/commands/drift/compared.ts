import type { Drift } from '../../drift/index.ts';
import type { Container, Problem } from '../../model/index.ts';

/** What was compared, and what came of it. */
export interface Compared {
  readonly target: string;
  readonly effective: Container;
  readonly observed: Container;
  readonly drifts: readonly Drift[];
  readonly problems: readonly Problem[];
}
