import type { Container } from './container.ts';
import type { Source } from './origin.ts';
import type { Change, Patch } from './patch.ts';
import type { ReadContext } from './read-context.ts';

/** `text` takes the place of the half-open range of UTF-16 offsets; start = end inserts. */
export interface Edit {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /**
   * What else the edit rests on: another remedy must not change anything in this range in the same round. An entry that is taken out of
   * a list rests on the list: two removals that know nothing of each other would leave it empty.
   */
  readonly within?: { readonly start: number; readonly end: number };
}

/** A change that cannot be written here, and why: one clause that names the place or the way out ("its value is ${PRIV}: set it there"). */
export interface Refusal {
  readonly change: Change;
  readonly because: string;
}

export interface WriteResult {
  /** Against the texts as they are now; they neither overlap nor insert at one and the same place. None: all was refused, or nothing is to do. */
  readonly edits: readonly Edit[];
  readonly refused: readonly Refusal[];
  /** What the user has to do besides, each a sentence: "Put the secret into ./secrets/password.txt". */
  readonly notes?: readonly string[];
}

/**
 * The half of a surface that writes: loaded only when something is to be changed.
 *
 * It is asked for one remedy of one container at a time, and answers for the texts as they are now. What happens when two answers
 * touch the same place, whether a file may be written, and whether it helped is no concern of a writer (src/fix/): one of them is
 * written, the texts are read again, and the other is asked for once more.
 */
export interface Writer {
  /**
   * The smallest edits of the texts that declare this container (its declared view as `read` gave it, images joined), so that a new
   * `read` gives the patched one. Comments, quotes, order, indentation, anchors and line endings stay. The edits of a patch are written
   * only if no change of it was refused. Never throws: what it cannot write it refuses.
   */
  write(container: Container, patch: Patch, context: ReadContext): WriteResult;
  /** The ids of containers whose declarations this one takes over (`extends`, `<<`, an alias): what is mended there may be mended here. */
  bases?(container: Container, context: ReadContext): readonly string[];
}
