import { Unreadable } from '../model/index.ts';
import { isSystemError, reasonOfError } from './read.ts';

/** A text of zeros packs a thousandfold, the layers of an image about threefold. */
const mostPacked = { ratio: 200, free: 256 * 1024 ** 2 };

/** Throws Unreadable where `unpacked` bytes came out of so few that somebody means harm. */
export function refuseBomb(unpacked: number, read: number): void {
  if (unpacked > mostPacked.free && unpacked > mostPacked.ratio * read)
    throw new Unreadable(`it unpacks to more than ${mostPacked.ratio} times its size: a decompression bomb`);
}

const packings = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['bzip2', [0x42, 0x5a, 0x68]],
] as const;

export type Packing = (typeof packings)[number][0] | 'none';

/** By the first bytes. */
export const packingOf = (bytes: Uint8Array): Packing =>
  packings.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte))?.[0] ?? 'none';

export const notUnpacked = (packing: Packing): Unreadable =>
  new Unreadable(`it is packed with ${packing}, which is not read: unpack it first (${packing} -d)`);

/** Messages of tar-stream and zlib, in words of ours; mistakes of ours are thrown on. */
export function explained(error: unknown): unknown {
  if (error instanceof Unreadable || !(error instanceof Error)) return error;
  const { code, message } = error as Error & { readonly code?: string };
  if (/Unexpected end of data|Writable stream closed prematurely|Premature close/i.test(message) || code === 'Z_BUF_ERROR')
    return new Unreadable('it is cut off: the end is missing');
  if (/exceeds max size/.test(message)) return new Unreadable('a header in it is longer than 4 MiB');
  if (/Invalid tar header|Invalid header|unknown format/i.test(message)) return new Unreadable('it is no tar file, or a damaged one');
  if (typeof code === 'string' && code.startsWith('Z_')) return new Unreadable('its gzip data is damaged');
  if (typeof code === 'string' && code.startsWith('ZSTD_')) return new Unreadable('its zstd data is damaged');
  return isSystemError(error) ? new Unreadable(reasonOfError(error)) : error;
}
