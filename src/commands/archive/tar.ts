import { bytesOfPart, type OpenFile } from '../../host/file-part.ts';
import { notUnpacked, packingOf } from '../../host/packing.ts';
import { tarEntriesIn } from '../../host/tar.ts';
import type { IndexedBlobs, TarBlobs } from './blobs.ts';
import { indexedBlobs } from './indexed.ts';
import { type Other, streamedBlobs } from './streamed.ts';

/** What an archive holds, packed with gzip or not. Throws Unreadable: no tar, damaged, cut off, packed otherwise. */
export async function tarBlobs(file: OpenFile, other?: Other): Promise<TarBlobs | IndexedBlobs> {
  const packing = packingOf(file.readAt(0, 8));
  if (packing === 'none') return indexedBlobs(file);
  if (packing === 'gzip') return streamedBlobs(tarEntriesIn(bytesOfPart(file.whole), packing), other);
  throw notUnpacked(packing);
}
