import type { OpenFile } from '../../host/file-part.ts';
import { indexOfTar, longestBlob } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import { type IndexedBlobs, isLink, keeper, outOfArchive, tooLong } from './blobs.ts';
import { insideName, namesInArchive } from './names.ts';

const cutOff = 'it is cut off: the end is missing';

/** By the headers of a tar file, which is not packed; each text is read when it is asked for. Throws Unreadable. */
export function indexedBlobs({ whole, readAt }: OpenFile): IndexedBlobs {
  const index = indexOfTar(whole.length, readAt);
  const names = namesInArchive();
  const parts = new Map<string, { readonly start: number; readonly length: number }>();
  for (const { name, type, link, start, length } of index.entries) {
    const inside = names.add(name, type, link);
    if (inside !== undefined && (type === '0' || type === '7')) parts.set(inside, { start, length });
  }
  if (index.cutOff && !parts.has('manifest.json') && !parts.has('index.json')) throw new Unreadable(cutOff);
  const keep = keeper();
  const kept = new Map<string, Uint8Array>();
  return {
    follow: names.follow,
    warnings: [...names.warnings(), ...(index.cutOff ? [`${cutOff}, and the rest was read`] : [])],
    partOf(name) {
      const part = parts.get(names.follow(name) ?? '');
      return part === undefined ? undefined : { file: whole.file, ...part };
    },
    read(name) {
      const inside = insideName(name);
      if (inside === undefined) throw outOfArchive(name);
      const part = parts.get(inside);
      if (part === undefined && names.isLink(inside)) throw isLink(name);
      if (part === undefined) return undefined;
      const { start, length } = part;
      if (length > longestBlob) throw tooLong(name, length);
      const bytes = kept.get(inside) ?? keep(readAt(start, length).slice());
      kept.set(inside, bytes);
      if (bytes.length < length) throw new Unreadable(cutOff);
      return bytes;
    },
  };
}
