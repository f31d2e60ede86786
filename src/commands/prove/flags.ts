import type { Severity } from '../../model/index.ts';
import type { ProofFormat } from '../../reports/proof/formats.ts';

export interface ProveFlags {
  readonly format: ProofFormat | 'html';
  /** Which measures the report is about. */
  readonly profile: string;
  /** Only these, whatever the profile. */
  readonly control?: readonly string[];
  readonly failOn: Severity;
  readonly output?: string;
  readonly all?: boolean;
  readonly color: boolean;
  /** Only this container of the target. */
  readonly container?: string;
  /** What runs the twin of a declaration that names no engine's program. */
  readonly engine?: 'docker' | 'podman';
  readonly runtime?: 'runc' | 'crun';
  /** Not a twin: the container itself is entered. */
  readonly live?: boolean;
}
