import type { CheckFlags } from '../flags.ts';

/** In which forms the ways are told. */
export const pathsFormats = ['text', 'json', 'markdown', 'html'] as const;
export type PathsFormat = (typeof pathsFormats)[number];

export interface PathsFlags
  extends Pick<
    CheckFlags,
    'engine' | 'color' | 'output' | 'kubernetesVersion' | 'helmValues' | 'config' | 'failOn' | 'details' | 'verbose'
  > {
  readonly format: PathsFormat;
  /** Names of the containers that an intruder begins in. */
  readonly from?: readonly string[];
}
