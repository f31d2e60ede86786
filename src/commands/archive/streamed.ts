import type { TarEntry } from '../../host/tar.ts';
import { longestBlob } from '../../image/index.ts';
import { isLink, keeper, outOfArchive, type TarBlobs, tooLong } from './blobs.ts';
import { insideName, namesInArchive } from './names.ts';

/** Takes what is no JSON, by its name inside the archive; what it leaves unread is passed over. */
export type Other = (name: string, content: AsyncIterable<Uint8Array>) => Promise<void>;

/**
 * What may be JSON out of a tar file that comes in its order, in one pass: names, sizes and the first byte tell. Layers are passed over, or handed to `other`.
 * Throws Unreadable.
 */
export async function streamedBlobs(entries: AsyncIterable<TarEntry>, other?: Other): Promise<TarBlobs> {
  const blobs = new Map<string, Uint8Array>();
  const long = new Map<string, number>();
  const names = namesInArchive();
  const keep = keeper();
  for await (const { name, type, size, linkname = '', content } of entries) {
    const inside = names.add(name, type === 'link' ? '1' : type === 'symlink' ? '2' : '0', linkname);
    if (inside === undefined || (type !== 'file' && type !== 'contiguous-file')) continue;
    if (size > longestBlob) {
      long.set(inside, size);
      await other?.(inside, content);
      continue;
    }
    const { bytes, rest } = await jsonLike(content);
    if (bytes === undefined) await other?.(inside, rest);
    else blobs.set(inside, keep(bytes));
  }
  return {
    follow: names.follow,
    warnings: names.warnings(),
    read(name) {
      const inside = insideName(name);
      if (inside === undefined) throw outOfArchive(name);
      if (names.isLink(inside) && !blobs.has(inside)) throw isLink(name);
      const size = long.get(inside);
      if (size !== undefined) throw tooLong(name, size);
      return blobs.get(inside);
    },
  };
}

/** No bytes: it begins like no JSON object or list, as every layer does; `rest` is all of it. */
async function jsonLike(
  content: AsyncIterable<Uint8Array>,
): Promise<{ readonly bytes?: Uint8Array; readonly rest: AsyncIterable<Uint8Array> }> {
  const chunks: Uint8Array[] = [];
  const left = content[Symbol.asyncIterator]();
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    yield* chunks;
    for (let next = await left.next(); next.done !== true; next = await left.next()) yield next.value;
  };
  for (let next = await left.next(); next.done !== true; next = await left.next()) {
    if (next.value.length === 0) continue;
    chunks.push(next.value);
    if (chunks.length === 1 && !/[\s{[]/.test(String.fromCharCode(next.value[0] ?? 0))) return { rest: rest() };
  }
  return chunks.length === 0 ? { rest: rest() } : { bytes: Buffer.concat(chunks), rest: rest() };
}
