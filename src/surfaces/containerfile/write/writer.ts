import type { Change, Container, Edit, Patch, Refusal, WriteResult, Writer } from '../../../model/index.ts';
import { collide, sameEdit } from '../../../text/edit.ts';
import { fileOf } from './file.ts';
import { writers } from './settings.ts';
import type { Result, Write, Writing } from './writing.ts';

export const writer: Writer = { write };

/** See Writer: the edits of a Containerfile. Only the stages that the change is about are touched. */
function write(container: Container, patch: Patch): WriteResult {
  const file = fileOf(container);
  if (file === undefined)
    return {
      edits: [],
      refused: patch.map((change) => ({ change, because: 'the image is written in a way that cannot be changed here' })),
    };
  const writing: Writing = { container, file, notes: new Set() };
  const edits: Edit[] = [];
  const refused: Refusal[] = [];
  for (const change of patch) {
    const result = editsOf(writing, change);
    const because = typeof result === 'string' ? result : take(edits, result);
    if (because !== undefined) refused.push({ change, because });
  }
  return { edits, refused, ...(writing.notes.size === 0 ? {} : { notes: [...writing.notes] }) };
}

function editsOf(writing: Writing, change: Change): Result {
  const found = writers[change.set];
  return typeof found === 'string' ? found : (found as Write<Change['to']>)(writing, change.to);
}

/** Adds what is not there yet; a clause where two parts of one remedy are about the same place. */
function take(edits: Edit[], more: readonly Edit[]): string | undefined {
  for (const edit of more) {
    if (edits.some((known) => sameEdit(known, edit))) continue;
    if (edits.some((known) => collide(known, edit))) return 'another part of the same remedy stands at this place';
    edits.push(edit);
  }
  return undefined;
}
