import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable, Transform, type TransformCallback } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Extract, extract } from 'tar-stream';
import { Unreadable } from '../model/index.ts';
import { explained, notUnpacked, packingOf, refuseBomb } from './packing.ts';
import { reasonOfError } from './read.ts';

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
 * Throws Unreadable (missing, no tar, cut off, packed by a way that is not read, a decompression bomb); tar-stream itself bounds the
 * extended headers to 4 MiB.
 */
export async function* tarEntries(path: string): AsyncGenerator<TarEntry> {
  const packing = packingOf(await head(path));
  if (packing !== 'gzip' && packing !== 'none') throw notUnpacked(packing);
  const done = (): void => {};
  const entries = extract();
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  entries.on('error', done);
  let read = 0;
  file.on('data', (chunk) => {
    read += chunk.length;
  });
  if (packing === 'gzip')
    pipeline(
      file,
      createGunzip(),
      meter(() => read),
      entries,
      done,
    );
  else pipeline(file, entries, done);
  try {
    yield* entriesOf(entries);
  } finally {
    file.destroy();
  }
}

/** The same of bytes that come from elsewhere, not packed. Throws also what reading them throws. */
export async function* tarEntriesIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const entries = extract();
  const source = Readable.from(bytes, { objectMode: false, highWaterMark: 256 * 1024 });
  let broken: { readonly error: unknown } | undefined;
  source.on('error', (error) => {
    broken ??= { error };
  });
  entries.on('error', () => {});
  pipeline(source, entries, () => {});
  try {
    yield* entriesOf(entries);
  } catch (error) {
    throw broken?.error ?? error;
  } finally {
    source.destroy();
  }
}

async function* entriesOf(entries: Extract): AsyncGenerator<TarEntry> {
  let count = 0;
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
    throw explained(error);
  } finally {
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

/** The first bytes, as many as there are. */
async function head(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      if (!(await file.stat()).isFile()) throw new Unreadable('it is not a regular file');
      const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(reasonOfError(error));
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
