import type { Change, Container, Patch, ReadContext, WriteResult, Writer } from '../../../model/index.ts';
import { collide } from '../../../text/edit.ts';
import { editsOf } from './edits.ts';
import { markGuesses } from './guess.ts';
import { writers } from './settings.ts';
import { type Result, type Write, type Writing, writingOf } from './writing.ts';

export const writer: Writer = { write };

/** See Writer: the edits of a `docker run` or `podman run`, wherever it stands in its text. */
function write(container: Container, patch: Patch, context: ReadContext): WriteResult {
  const all = (because: string): WriteResult => ({ edits: [], refused: patch.map((change) => ({ change, because })) });
  const writing = writingOf(container, context);
  if (typeof writing === 'string') return all(writing);
  const refused = patch.flatMap((change) => {
    const because = written(writing, change);
    return because === undefined ? [] : [{ change, because }];
  });
  if (refused.length > 0) return { edits: [], refused };
  const own = editsOf(writing);
  if (typeof own === 'string') return all(own);
  const edits = own.length === 0 ? own : [...own, ...markGuesses(writing)];
  if (edits.some((edit, at) => edits.slice(0, at).some((other) => collide(other, edit))))
    return all('parts of one remedy stand at one place: write it by hand');
  const { notes } = writing;
  return { edits, refused, ...(notes.size === 0 ? {} : { notes: [...notes] }) };
}

function written(writing: Writing, change: Change): Result {
  const found = writers[change.set];
  return typeof found === 'string' ? found : (found as Write<Change['to']>)(writing, change.to);
}
