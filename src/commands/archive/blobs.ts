import type { Store } from '../../image/index.ts';

/** The JSON texts of an archive, and what is wrong with the archive as a whole. */
export interface Blobs {
  readonly read: Store['read'];
  readonly warnings: readonly string[];
}
