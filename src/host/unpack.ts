import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { Unreadable } from '../model/index.ts';
import { explained, notUnpacked, packingOf, refuseBomb } from './packing.ts';

/** What went through: sha256 in lower-case hexadecimal digits, of the bytes as they came and as they were unpacked. */
export interface Unpacked {
  readonly packed: string;
  readonly plain: string;
  readonly bytes: number;
}

/** Larger pieces cost fewer switches of thread; while some of them are looked at, the next are unpacked on another. */
const pieces = { chunkSize: 512 * 1024, readableHighWaterMark: 2 * 1024 * 1024 };

/** zstd's own limit for what it unpacks unasked (lib/zstd.h 1.5, ZSTD_WINDOWLOG_LIMIT_DEFAULT 27). */
const widestWindow = 128 * 1024 ** 2;

/**
 * One pass over bytes that are packed with gzip, zstd or not at all; `each` gets them unpacked, and keeps none. Throws what `each` throws,
 * and Unreadable: cut off, damaged, a bomb, packed otherwise. What `content` has left is read to its end in any case.
 */
export async function unpack(content: AsyncIterable<Uint8Array>, each: (chunk: Uint8Array) => void): Promise<Unpacked> {
  const rest = content[Symbol.asyncIterator]();
  const packed = createHash('sha256');
  const plain = createHash('sha256');
  let read = 0;
  let bytes = 0;
  // Whoever stops early must not close what the next layer is read from.
  async function* counted(first: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
    for (const chunk of first) yield note(chunk);
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield note(next.value);
  }
  const note = (chunk: Uint8Array): Uint8Array => {
    packed.update(chunk);
    read += chunk.length;
    return chunk;
  };
  const take = (chunk: Uint8Array): void => {
    bytes += chunk.length;
    refuseBomb(bytes, read);
    plain.update(chunk);
    each(chunk);
  };
  try {
    const first = await head(rest);
    const packing = packingOf(Buffer.concat(first));
    const source = counted(first);
    if (packing === 'none') {
      for await (const chunk of source) {
        bytes += chunk.length;
        each(chunk);
      }
      const digest = packed.digest('hex');
      return { packed: digest, plain: digest, bytes };
    }
    if (packing === 'gzip') await through(source, zlib.createGunzip(pieces), take);
    else if (packing === 'zstd') await unzstd(source, Buffer.concat(first), take);
    else throw notUnpacked(packing);
    return { packed: packed.digest('hex'), plain: plain.digest('hex'), bytes };
  } catch (error) {
    throw explained(error);
  } finally {
    while ((await rest.next()).done !== true);
  }
}

/** As many pieces as are needed to tell how it is packed. */
async function head(rest: AsyncIterator<Uint8Array>): Promise<Uint8Array[]> {
  const first: Uint8Array[] = [];
  for (let length = 0; length < 18; ) {
    const next = await rest.next();
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
  }
  return first;
}

async function through(
  source: AsyncIterable<Uint8Array>,
  unpacker: NodeJS.ReadWriteStream,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  let refused: { readonly error: unknown } | undefined;
  try {
    await pipeline(Readable.from(source, { objectMode: false }), unpacker, async (chunks: AsyncIterable<unknown>) => {
      try {
        for await (const chunk of chunks) if (chunk instanceof Uint8Array) take(chunk);
      } catch (error) {
        refused ??= { error };
        throw error;
      }
    });
  } catch (error) {
    // The pipeline may say no more than that it was ended.
    throw error instanceof Error && error.name === 'AbortError' && refused !== undefined ? refused.error : error;
  }
}

/** Node has zstd since 22.15. */
async function unzstd(source: AsyncIterable<Uint8Array>, first: Uint8Array, take: (chunk: Uint8Array) => void): Promise<void> {
  const { createZstdDecompress } = zlib as { readonly createZstdDecompress?: (options: typeof pieces) => NodeJS.ReadWriteStream };
  if (createZstdDecompress !== undefined) return through(source, createZstdDecompress(pieces), take);
  if (windowOf(first) > widestWindow) throw new Unreadable('its zstd data asks for more than 128 MiB of memory');
  const { Decompress } = await import('fzstd');
  const decoder = new Decompress((chunk) => take(chunk));
  for await (const chunk of source) push(decoder, chunk, false);
  push(decoder, new Uint8Array(0), true);
}

function push(decoder: { push(chunk: Uint8Array, last: boolean): void }, chunk: Uint8Array, last: boolean): void {
  try {
    decoder.push(chunk, last);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(last ? 'it is cut off: the end is missing' : 'its zstd data is damaged');
  }
}

/** Bytes that a frame wants to look back over, or all that it holds where it is a single segment. RFC 8878, section 3.1.1.1. */
function windowOf(frame: Uint8Array): number {
  const flags = frame[4] ?? 0;
  if ((flags & 0x20) === 0) {
    const base = 2 ** (10 + ((frame[5] ?? 0) >> 3));
    return base + (base / 8) * ((frame[5] ?? 0) & 7);
  }
  const at = 5 + ([0, 1, 2, 4][flags & 3] ?? 0);
  const size = frame.slice(at, at + ([1, 2, 4, 8][flags >> 6] ?? 0));
  return size.reduceRight((value, byte) => value * 256 + byte, 0);
}
