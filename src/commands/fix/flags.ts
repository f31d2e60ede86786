import type { Severity } from '../../model/index.ts';
import type { CommonFlags } from '../flags.ts';

export const fixFormats = ['text', 'json', 'patch', 'sarif'] as const;

export interface FixFlags extends Omit<CommonFlags, 'output'> {
  readonly format: (typeof fixFormats)[number];
  readonly profile: string;
  readonly control?: readonly string[];
  readonly failOn?: Severity;
  readonly config?: string | false;
  readonly kubernetesVersion?: string;
  readonly write?: boolean;
  readonly unsafe?: boolean;
  readonly interactive?: boolean;
  readonly registry?: boolean;
}
