import type { Container, Patch, ReadContext, WriteResult, Writer } from '../../../model/index.ts';
import { areAtOnePlace, besides, refuseAll, written } from '../../../text/patch.ts';
import { editsOf } from './edits.ts';
import { markGuesses } from './guess.ts';
import { writers } from './settings.ts';
import { writingOf } from './writing.ts';

export const writer: Writer = { write };

/** See Writer: the edits of a `docker run` or `podman run`, wherever it stands in its text. */
function write(container: Container, patch: Patch, context: ReadContext): WriteResult {
  const writing = writingOf(container, context);
  if (typeof writing === 'string') return refuseAll(patch, writing);
  const refused = patch.flatMap((change) => {
    const because = written(writers, writing, change);
    return because === undefined ? [] : [{ change, because }];
  });
  if (refused.length > 0) return { edits: [], refused };
  const own = editsOf(writing);
  if (typeof own === 'string') return refuseAll(patch, own);
  const edits = own.length === 0 ? own : [...own, ...markGuesses(writing)];
  if (areAtOnePlace(edits)) return refuseAll(patch, 'parts of one remedy stand at one place: write it by hand');
  return { edits, refused, ...besides(writing.notes) };
}
