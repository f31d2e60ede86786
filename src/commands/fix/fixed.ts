import type { Left, Mended } from '../../fix/want.ts';
import type { Finding, PassedOver, Problem } from '../../model/index.ts';

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
  /** What belongs to charts and overlays and is not changed, with the reason. */
  readonly passedOver: readonly PassedOver[];
  /** Findings as they stand in the texts before any change, by `findingKey`. */
  readonly seen: ReadonlyMap<string, Finding>;
  readonly looked: number;
  /** Were the files to be written? */
  readonly write: boolean;
}

/** What a finding is about, wherever it stands. */
export const findingKey = ({ container, control, detail }: Finding): string => `${container}\n${control}\n${detail}`;
