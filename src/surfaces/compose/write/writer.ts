import type { Container, Patch, ReadContext, WriteResult, Writer } from '../../../model/index.ts';
import { besides, refuseAll, spliced, written } from '../../../text/patch.ts';
import { basesOf } from './bases.ts';
import { writers } from './settings.ts';
import { serviceOf, type Writing } from './writing.ts';

export const writer: Writer = { write, bases: basesOf };

/** See Writer: the edits of a Compose file, of what it extends, and of its override file. */
function write(container: Container, patch: Patch, context: ReadContext): WriteResult {
  const service = serviceOf(container);
  if (typeof service === 'string') return refuseAll(patch, service);
  const writing: Writing = { container, context, service, notes: new Set() };
  const { edits, refused } = spliced(patch, (change) => written(writers, writing, change));
  return { edits, refused, ...besides(writing.notes) };
}
