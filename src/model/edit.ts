import type { Container } from './container.ts';
import type { Source } from './origin.ts';
import type { Change, Patch } from './patch.ts';
import type { ReadContext } from './surface.ts';

/** `text` takes the place of the half-open range of UTF-16 offsets; start = end inserts. */
export interface Edit {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A change that cannot be written here, and why: one clause that names the place or the way out. */
export interface Refusal {
  readonly change: Change;
  readonly because: string;
}

export interface WriteResult {
  /** They do not overlap. None: all is as asked already, or all was refused. */
  readonly edits: readonly Edit[];
  readonly refused: readonly Refusal[];
}

/** The half of a surface that writes: loaded only when something is to be changed. */
export interface Writer {
  /**
   * The smallest edits of the texts that declare this container (its own view as `read` gave it), so that a new `read` gives the patched
   * one. Comments, quotes, order, indentation, anchors and line endings stay. Never throws: what it cannot write it refuses.
   */
  write(container: Container, patch: Patch, context: ReadContext): WriteResult;
}
