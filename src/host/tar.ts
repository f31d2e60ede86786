import { pipeline, Readable, Transform, type TransformCallback } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { Unreadable } from '../model/index.ts';
import { explained, refuseBomb } from './packing.ts';

export interface TarEntry {
  /** As it stands in the archive: it may be absolute or climb out with `..`. Nothing is ever unpacked. */
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly linkname: string | undefined;
  /** To be read before the next entry is asked for; what is left over is passed over. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** No image has so many files; each costs time even when it is empty. */
const mostEntries = 5_000_000;

/**
 * The entries of a tar file, packed with gzip or not, in their order: streamed, so that memory stays the same however large it is.
 * Throws Unreadable (no tar, cut off, a decompression bomb), and what reading the bytes throws; tar-stream itself bounds the extended headers to 4 MiB.
 */
export async function* tarEntriesIn(bytes: AsyncIterable<Uint8Array>, packing: 'gzip' | 'none' = 'none'): AsyncGenerator<TarEntry> {
  const entries = extract();
  const source = Readable.from(bytes, { objectMode: false, highWaterMark: 256 * 1024 });
  let broken: { readonly error: unknown } | undefined;
  let read = 0;
  let count = 0;
  source.on('error', (error) => {
    broken ??= { error };
  });
  entries.on('error', () => {});
  if (packing === 'none') pipeline(source, entries, () => {});
  else {
    source.on('data', (chunk) => {
      read += chunk.length;
    });
    const unpacked = meter(() => read);
    pipeline(source, createGunzip({ chunkSize: 256 * 1024 }), unpacked, entries, () => {});
  }
  try {
    for await (const entry of entries) {
      // Where nobody reads the entry, an error of the archive must not end the process: whoever asks for the next one gets it.
      entry.on('error', () => {});
      count += 1;
      if (count > mostEntries) throw new Unreadable(`it holds more than ${mostEntries} entries`);
      const { name, type, size, linkname } = entry.header;
      yield { name, type: type ?? 'file', size: size ?? 0, linkname: linkname ?? undefined, content: bytesOf(entry) };
      entry.resume();
    }
  } catch (error) {
    throw broken?.error ?? explained(error);
  } finally {
    source.destroy();
    entries.destroy();
  }
}

async function* bytesOf(entry: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of entry) if (chunk instanceof Uint8Array) yield chunk;
  } catch (error) {
    throw explained(error);
  }
}

function meter(read: () => number): Transform {
  let unpacked = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, next: TransformCallback) {
      unpacked += chunk.length;
      try {
        refuseBomb(unpacked, read());
        next(null, chunk);
      } catch (error) {
        next(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}
