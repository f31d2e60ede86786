import type { Change, Container, Edit, Patch, ReadContext, Refusal, WriteResult, Writer } from '../../../model/index.ts';
import { collide, sameEdit } from '../../../text/edit.ts';
import { writers } from './settings.ts';
import { type Result, serviceOf, type Write, type Writing } from './writing.ts';

export const writer: Writer = { write };

/** See Writer: the edits of a Compose file, of what it extends, and of its override file. */
function write(container: Container, patch: Patch, context: ReadContext): WriteResult {
  const service = serviceOf(container);
  if (typeof service === 'string') return { edits: [], refused: patch.map((change) => ({ change, because: service })) };
  const writing: Writing = { container, context, service, notes: new Set() };
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

/** Adds what is not there yet; a clause where two changes of one remedy are about the same place. */
function take(edits: Edit[], more: readonly Edit[]): string | undefined {
  const fresh = more.filter((edit) => !edits.some((known) => sameEdit(known, edit)));
  const twice = fresh.some((edit) => edits.some((known) => known.source.path === edit.source.path && collide(known, edit)));
  if (twice) return 'another part of the same remedy stands at this place';
  edits.push(...fresh);
  return undefined;
}
