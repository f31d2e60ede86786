import type { Left, Mended } from '../../fix/want.ts';
import type { Problem } from '../../model/index.ts';

/** One file with what it was and what it would be. */
export interface ChangedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** Undefined: not asked to write. */
  readonly written?: boolean;
}

/** What `fix` came to: every format prints this. */
export interface Fixed {
  readonly files: readonly ChangedFile[];
  readonly mended: readonly Mended[];
  readonly left: readonly Left[];
  readonly problems: readonly Problem[];
  readonly looked: number;
  /** Were the files to be written? */
  readonly write: boolean;
}
