import type { Container, Patch, ReadContext, WriteResult, Writer } from '../../../model/index.ts';
import { Unreadable } from '../../../model/index.ts';
import { areAtOnePlace, besides, refuseAll, written } from '../../../text/patch.ts';
import { editsOf } from './edits.ts';
import { writers } from './settings.ts';
import { type Writing, writingOf } from './writing.ts';

export const writer: Writer = { write };

/** See Writer: the edits of a .container unit, of its drop-ins, and of the .pod unit that it belongs to. */
function write(container: Container, patch: Patch, context: ReadContext): WriteResult {
  const writing = read(container, context);
  if (typeof writing === 'string') return refuseAll(patch, writing);
  const refused = patch.flatMap((change) => {
    const because = written(writers, writing, change);
    return because === undefined ? [] : [{ change, because }];
  });
  if (refused.length > 0) return { edits: [], refused };
  const edits = editsOf(writing);
  if (typeof edits === 'string') return refuseAll(patch, edits);
  if (areAtOnePlace(edits)) return refuseAll(patch, 'parts of one remedy stand at one place: write it by hand');
  return { edits, refused, ...besides(writing.notes) };
}

function read(container: Container, context: ReadContext): Writing | string {
  try {
    return writingOf(container, context);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return error.message;
  }
}
