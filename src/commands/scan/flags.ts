import type { CheckFlags } from '../flags.ts';

export type ScanFlags = Pick<CheckFlags, 'format' | 'failOn' | 'color' | 'output' | 'all' | 'quiet' | 'verbose'>;
