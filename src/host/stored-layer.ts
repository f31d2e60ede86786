import { closeSync, constants, createReadStream, fstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Unreadable } from '../model/index.ts';
import { lookAt, reasonOfError } from './read.ts';

const piece = 256 * 1024;
/** A header and what it needs of padding; no line of a record is longer. */
const longestLine = 16 * 1024 * 1024;

/**
 * A layer of containers/storage as the tar file that it once was, byte for byte: its record tells headers and padding, and which files of `folder`
 * come between. Source: vbatts/tar-split 0.12 tar/storage (Entry). No link is followed out of `folder`. Throws Unreadable.
 */
export async function* storedLayer(record: string, folder: string): AsyncGenerator<Uint8Array> {
  if (lookAt(record) === undefined)
    throw new Unreadable('the store has no record (tar-split) of it: podman save writes it out all the same');
  const root = realRoot(folder);
  const held: Uint8Array[] = [];
  let length = 0;
  for await (const line of linesOf(record)) {
    const entry = entryIn(line);
    const pieces = 'bytes' in entry ? [entry.bytes] : fileOf(root, entry.name, entry.size);
    for (const bytes of pieces) {
      held.push(bytes);
      length += bytes.length;
      if (length < piece) continue;
      yield held.length === 1 ? bytes : Buffer.concat(held, length);
      held.length = 0;
      length = 0;
    }
  }
  if (length > 0) yield Buffer.concat(held, length);
}

function realRoot(folder: string): string {
  const descriptor = opened(folder, constants.O_RDONLY | constants.O_DIRECTORY, folder);
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } finally {
    closeSync(descriptor);
  }
}

async function* linesOf(record: string): AsyncGenerator<string> {
  const file = createReadStream(record, { highWaterMark: piece });
  const unpacked = createGunzip({ chunkSize: piece });
  const failed = (error: unknown): void => void unpacked.destroy(error instanceof Error ? error : undefined);
  file.on('error', failed);
  file.pipe(unpacked);
  const text = new TextDecoder('utf-8');
  let rest = '';
  try {
    for await (const chunk of unpacked) {
      const lines = `${rest}${text.decode(chunk as Buffer, { stream: true })}`.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > longestLine) throw new Unreadable('its record (tar-split) is damaged');
      yield* lines;
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('its record (tar-split) is damaged, or cannot be read');
  } finally {
    file.destroy();
    unpacked.destroy();
  }
  if (rest !== '') yield rest;
}

type Entry = { readonly bytes: Uint8Array } | { readonly name: Buffer; readonly size: number };

function entryIn(line: string): Entry {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {}
  const { type, name, name_raw: raw, size = 0, payload } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (type === 2 && typeof payload === 'string') return { bytes: Buffer.from(payload, 'base64') };
  const path = typeof raw === 'string' ? Buffer.from(raw, 'base64') : typeof name === 'string' ? Buffer.from(name) : undefined;
  if (type === 1 && path !== undefined && typeof size === 'number' && Number.isSafeInteger(size) && size >= 0) return { name: path, size };
  throw new Unreadable('its record (tar-split) is damaged');
}

/** What a link on the way leads to is seen at the open file itself, so that nobody can change it in between. */
function* fileOf(root: string, name: Buffer, size: number): Generator<Uint8Array> {
  if (size === 0) return;
  const shown = name.toString('utf8').slice(0, 200);
  const descriptor = opened(Buffer.concat([Buffer.from(`${root}/`), name]), constants.O_RDONLY | constants.O_NOFOLLOW, shown);
  try {
    const place = readlinkSync(`/proc/self/fd/${descriptor}`, 'buffer');
    if (!place.subarray(0, root.length + 1).equals(Buffer.from(`${root}/`)) || !fstatSync(descriptor).isFile())
      throw new Unreadable(`${shown} lies elsewhere than its record says`);
    for (let left = size; left > 0; ) {
      const bytes = Buffer.allocUnsafe(Math.min(left, piece));
      const count = readSync(descriptor, bytes, 0, bytes.length, null);
      if (count === 0) throw new Unreadable(`${shown} is shorter than its record says`);
      left -= count;
      yield bytes.subarray(0, count);
    }
  } finally {
    closeSync(descriptor);
  }
}

function opened(path: string | Buffer, flags: number, shown: string): number {
  try {
    return openSync(path, flags | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    const way = code === 'EACCES' ? ': read it as root, or let podman read it, without --store' : '';
    throw new Unreadable(`${shown}: ${reasonOfError(error)}${way}`);
  }
}
