import type { Change, Container, Edit, Patch, ReadContext, WriteResult, Writer } from '../../../model/index.ts';
import { Unreadable } from '../../../model/index.ts';
import { collide } from '../../../text/edit.ts';
import { editsOf } from './edits.ts';
import { writers } from './settings.ts';
import { type Result, type Write, type Writing, writingOf } from './writing.ts';

export const writer: Writer = { write };

/** See Writer: the edits of a .container unit, of its drop-ins, and of the .pod unit that it belongs to. */
function write(container: Container, patch: Patch, context: ReadContext): WriteResult {
  const all = (because: string): WriteResult => ({ edits: [], refused: patch.map((change) => ({ change, because })) });
  const writing = read(container, context);
  if (typeof writing === 'string') return all(writing);
  const refused = patch.flatMap((change) => {
    const because = written(writing, change);
    return because === undefined ? [] : [{ change, because }];
  });
  if (refused.length > 0) return { edits: [], refused };
  const edits = editsOf(writing);
  if (typeof edits === 'string') return all(edits);
  if (edits.some((edit, at) => edits.slice(0, at).some((other) => meets(other, edit))))
    return all('parts of one remedy stand at one place: write it by hand');
  const { notes } = writing;
  return { edits, refused, ...(notes.size === 0 ? {} : { notes: [...notes] }) };
}

function read(container: Container, context: ReadContext): Writing | string {
  try {
    return writingOf(container, context);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return error.message;
  }
}

const meets = (a: Edit, b: Edit): boolean => a.source.path === b.source.path && collide(a, b);

function written(writing: Writing, change: Change): Result {
  const found = writers[change.set];
  return typeof found === 'string' ? found : (found as Write<Change['to']>)(writing, change.to);
}
