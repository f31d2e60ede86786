import type { Container, Patch, WriteResult, Writer } from '../../../model/index.ts';
import { besides, refuseAll, spliced, written } from '../../../text/patch.ts';
import { fileOf } from './file.ts';
import { writers } from './settings.ts';
import type { Writing } from './writing.ts';

export const writer: Writer = { write };

/** See Writer: the edits of a Containerfile. Only the stages that the change is about are touched. */
function write(container: Container, patch: Patch): WriteResult {
  const file = fileOf(container);
  if (file === undefined) return refuseAll(patch, 'the image is written in a way that cannot be changed here');
  const writing: Writing = { container, file, notes: new Set() };
  const { edits, refused } = spliced(patch, (change) => written(writers, writing, change));
  return { edits, refused, ...besides(writing.notes) };
}
