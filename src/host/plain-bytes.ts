import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Unreadable } from '../model/index.ts';
import { explained, notUnpacked, packingOf, refuseBomb } from './packing.ts';
import { lookAt } from './read.ts';

/** The bytes of a file, unpacked where it is packed with gzip. Throws Unreadable: no regular file, cut off, damaged, a bomb, packed otherwise. */
export async function* plainBytes(path: string): AsyncGenerator<Uint8Array> {
  if (lookAt(path)?.isFile() !== true) throw new Unreadable('it is not a regular file');
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  let read = 0;
  let unpacked = 0;
  const unpacker = createGunzip({ chunkSize: 256 * 1024 });
  try {
    const chunks: AsyncIterator<Uint8Array> = file[Symbol.asyncIterator]();
    const first = await chunks.next();
    const packing = first.done === true ? 'none' : packingOf(first.value);
    if (packing !== 'gzip' && packing !== 'none') throw notUnpacked(packing);
    if (packing === 'none') {
      for (let next = first; next.done !== true; next = await chunks.next()) yield next.value;
      return;
    }
    async function* counted(): AsyncGenerator<Uint8Array> {
      for (let next = first; next.done !== true; next = await chunks.next()) {
        read += next.value.length;
        yield next.value;
      }
    }
    pipeline(counted, unpacker, () => {});
    for await (const chunk of unpacker) {
      unpacked += chunk.length;
      refuseBomb(unpacked, read);
      yield chunk;
    }
  } catch (error) {
    throw explained(error);
  } finally {
    file.destroy();
    unpacker.destroy();
  }
}
