import type { Severity } from '../../model/index.ts';
import type { CommonFlags } from '../flags.ts';
import type { ImageFlags } from '../images/choice.ts';
import type { KnownFlags } from '../scan/known.ts';

export const diffFormats = ['text', 'markdown', 'json'] as const;

export interface DiffFlags extends CommonFlags, ImageFlags, KnownFlags {
  readonly format: (typeof diffFormats)[number];
  readonly failOnWidening?: boolean;
  readonly failOn: Severity;
  /** Somebody wrote --fail-on: two images are compared for what is gained. */
  readonly failOnGiven?: boolean;
  readonly details?: boolean;
  readonly kubernetesVersion?: string;
  readonly config?: string | false;
}
