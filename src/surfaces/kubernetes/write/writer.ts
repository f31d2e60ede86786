import type { Change, Container, Edit, Patch, Refusal, WriteResult, Writer } from '../../../model/index.ts';
import { collide, sameEdit } from '../../../text/edit.ts';
import { findContainer, manifestOf, wayOf } from './manifest.ts';
import { renderedFrom } from './rendered.ts';
import { writers } from './settings.ts';
import { placed } from './tree.ts';
import type { Result, Write, Writing } from './writing.ts';

export const writer: Writer = { write };

/** See Writer: the edits of a file of manifests. A text that was rendered is refused, with the place to change. */
function write(container: Container, patch: Patch): WriteResult {
  const rendered = renderedFrom(container, patch);
  if (rendered !== undefined) return { edits: [], refused: rendered };
  const writing = begin(container);
  if (typeof writing === 'string') return { edits: [], refused: patch.map((change) => ({ change, because: writing })) };
  const edits: Edit[] = [];
  const refused: Refusal[] = [];
  for (const change of patch) {
    const result = editsOf(writing, change);
    const because = typeof result === 'string' ? result : take(edits, result);
    if (because !== undefined) refused.push({ change, because });
  }
  const [first] = patch;
  const result = placed(writing);
  const because = typeof result === 'string' ? result : take(edits, result);
  if (because !== undefined && first !== undefined) refused.push({ change: first, because });
  return { edits, refused, ...(writing.notes.size === 0 ? {} : { notes: [...writing.notes] }) };
}

function begin(container: Container): Writing | string {
  const manifest = manifestOf(container.origin.source);
  const found = findContainer(manifest, container);
  if (found === undefined) return 'it is declared in a way that cannot be changed here';
  const entry = wayOf(manifest, found.node);
  const pod = wayOf(manifest, found.template.spec);
  if (entry === undefined || pod === undefined) return 'the container is written at an anchor: write it out first';
  return { container, manifest, found, entry, pod, puts: [], notes: new Set() };
}

function editsOf(writing: Writing, change: Change): Result {
  const found = writers[change.set];
  return typeof found === 'string' ? found : (found as Write<Change['to']>)(writing, change.to);
}

/** Adds what is not there yet; a clause where two changes of one remedy are about the same place. */
function take(edits: Edit[], more: readonly Edit[]): string | undefined {
  const fresh = more.filter((edit) => !edits.some((known) => sameEdit(known, edit)));
  if (fresh.some((edit) => edits.some((known) => collide(known, edit)))) return 'another part of the same remedy stands at this place';
  edits.push(...fresh);
  return undefined;
}
