import type { Severity } from '../../model/index.ts';
import type { CommonFlags } from '../flags.ts';

export const diffFormats = ['text', 'markdown', 'json'] as const;

export interface DiffFlags extends CommonFlags {
  readonly format: (typeof diffFormats)[number];
  readonly failOnWidening?: boolean;
  readonly failOn: Severity;
  readonly details?: boolean;
  readonly kubernetesVersion?: string;
  readonly config?: string | false;
}
