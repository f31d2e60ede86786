import type { CheckFlags } from '../flags.ts';
import type { ImageFlags } from '../images/choice.ts';
import type { KnownFlags } from './known.ts';

export type ScanFlags = Pick<
  CheckFlags,
  'failOn' | 'color' | 'output' | 'all' | 'quiet' | 'verbose' | 'profile' | 'control' | 'config' | 'baseline' | 'updateBaseline'
> &
  ImageFlags &
  KnownFlags & {
    readonly format: CheckFlags['format'] | BillFormat;
    /** A Containerfile. */
    readonly file?: string;
    /** False: nothing is remembered of layers. */
    readonly cache?: boolean;
  };

/** Bills of materials. */
export const billFormats = ['cyclonedx', 'spdx'] as const;
export type BillFormat = (typeof billFormats)[number];

export const isBillFormat = (format: string): format is BillFormat => billFormats.some((each) => each === format);
