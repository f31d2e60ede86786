import type { Container, Patch, ReadContext, WriteResult, Writer } from '../../../model/index.ts';
import { besides, refuseAll, spliced, take, written } from '../../../text/patch.ts';
import { hinderedBy } from './hindered.ts';
import { findContainer, manifestOf, wayOf } from './manifest.ts';
import { renderedFrom } from './rendered.ts';
import { writers } from './settings.ts';
import { placed } from './tree.ts';
import type { Writing } from './writing.ts';

export const writer: Writer = { write };

/** See Writer: the edits of a file of manifests. A text that was rendered is refused, with the place to change. */
function write(container: Container, patch: Patch, context: ReadContext): WriteResult {
  const rendered = renderedFrom(container, patch);
  if (rendered !== undefined) return { edits: [], refused: rendered };
  const writing = begin(container, context);
  if (typeof writing === 'string') return refuseAll(patch, writing);
  const { edits, refused } = spliced(patch, (change) => hinderedBy(writing, change) ?? written(writers, writing, change));
  const [first] = patch;
  const result = placed(writing);
  const because = typeof result === 'string' ? result : take(edits, result);
  if (because !== undefined && first !== undefined) refused.push({ change: first, because });
  return { edits, refused, ...besides(writing.notes) };
}

function begin(container: Container, context: ReadContext): Writing | string {
  const manifest = manifestOf(container.origin.source);
  const found = findContainer(manifest, container);
  if (found === undefined) return 'it is declared in a way that cannot be changed here';
  const entry = wayOf(manifest, found.node);
  const pod = wayOf(manifest, found.template.spec);
  if (entry === undefined || pod === undefined) return 'the container is written at an anchor: write it out first';
  return { container, context, manifest, found, entry, pod, puts: [], notes: new Set() };
}
