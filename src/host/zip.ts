import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { Unreadable, type ZipEntry } from '../model/index.ts';
import { refuseBomb } from './packing.ts';
import { isSystemError, reasonOfError } from './read.ts';

/** An archive, wherever its bytes are. `at` throws Unreadable past its end. */
interface Archive {
  readonly size: number;
  at(place: number, length: number): Buffer;
}

const mostEntries = 5_000_000;
const damaged = (): Unreadable => new Unreadable('it is no zip file, or a damaged one');

/**
 * The files in a zip file, in the order of its directory, one held at a time (APPNOTE.TXT 6.3.10, with zip64). Throws Unreadable: no zip file, cut off, encrypted,
 * a bomb.
 */
export function* zipEntries(path: string): Generator<ZipEntry> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    throw new Unreadable(reasonOfError(error));
  }
  try {
    const { size } = fstatSync(file);
    yield* entriesIn({ size, at: (place, length) => bytesAt(file, size, place, length) });
  } catch (error) {
    throw isSystemError(error) ? new Unreadable(reasonOfError(error)) : error;
  } finally {
    closeSync(file);
  }
}

/** The same of an archive in memory. */
export function zipBytes(bytes: Uint8Array): Iterable<ZipEntry> {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = (place: number, length: number): Buffer => {
    if (place < 0 || length < 0 || place + length > whole.length) throw damaged();
    return whole.subarray(place, place + length);
  };
  return entriesIn({ size: whole.length, at });
}

function* entriesIn(archive: Archive): Generator<ZipEntry> {
  const { start, end, count, before } = directoryOf(archive);
  if (count > mostEntries) throw new Unreadable(`it holds more than ${mostEntries} files`);
  let unpacked = 0;
  for (let at = start; at < end; ) {
    const fixed = archive.at(at, 46);
    if (fixed.readUInt32LE(0) !== 0x02014b50) throw damaged();
    const nameLength = fixed.readUInt16LE(28);
    const extraLength = fixed.readUInt16LE(30);
    const variable = archive.at(at + 46, nameLength + extraLength);
    const name = variable.toString('utf8', 0, nameLength);
    const [plain, packed, offset] = wide(fixed, variable.subarray(nameLength));
    at += 46 + nameLength + extraLength + fixed.readUInt16LE(32);
    if (name.endsWith('/')) continue;
    const isEncrypted = (fixed.readUInt16LE(8) & 1) !== 0;
    const method = fixed.readUInt16LE(10);
    yield {
      name,
      size: plain,
      read(most) {
        if (isEncrypted) throw new Unreadable('it is encrypted');
        if (plain > most) throw new Unreadable(`it is longer than ${most / 1024 ** 2} MiB`);
        const place = before + offset;
        const local = archive.at(place, 30);
        if (local.readUInt32LE(0) !== 0x04034b50) throw damaged();
        const content = archive.at(place + 30 + local.readUInt16LE(26) + local.readUInt16LE(28), packed);
        const bytes = inflated(content, method, Math.max(plain, 1));
        if (bytes.length !== plain) throw damaged();
        // Entries may overlap, so that each is read many times.
        unpacked += bytes.length;
        refuseBomb(unpacked, archive.size);
        return bytes;
      },
    };
  }
}

function inflated(content: Buffer, method: number, most: number): Buffer {
  if (method === 0) return content;
  if (method !== 8) throw new Unreadable(`it is packed by the zip method ${method}, which is not read`);
  try {
    return inflateRawSync(content, { maxOutputLength: most });
  } catch {
    throw damaged();
  }
}

/**
 * The end record is within the last 64 KiB (a comment may follow it); sections 4.3.14 to 4.3.16. `before`: bytes that somebody put before the archive without
 * changing its places, as Spring Boot does for a jar that starts itself.
 */
function directoryOf(archive: Archive): {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly before: number;
} {
  const { size } = archive;
  const length = Math.min(size, 22 + 0xffff);
  const tail = archive.at(size - length, length);
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (at < 0 || at + 22 > tail.length) throw damaged();
  let [count, bytes, start] = [tail.readUInt16LE(at + 10), tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  let after = size - length + at;
  if ((count === 0xffff || bytes === 0xffffffff || start === 0xffffffff) && at >= 20 && tail.readUInt32LE(at - 20) === 0x07064b50) {
    const place = number64(tail, at - 12);
    const record = archive.at(place, 56);
    if (record.readUInt32LE(0) !== 0x06064b50) throw damaged();
    [count, bytes, start] = [number64(record, 32), number64(record, 40), number64(record, 48)];
    after = place;
  }
  if (start + bytes > after) throw damaged();
  const isWhereItSays = bytes === 0 || archive.at(start, 4).readUInt32LE(0) === 0x02014b50;
  const before = isWhereItSays ? 0 : after - bytes - start;
  return { start: start + before, end: start + before + bytes, count, before };
}

/** Size, packed size and place; where they do not fit into 32 bits, they stand in the extra field 1 (section 4.5.3). */
function wide(fixed: Buffer, extra: Buffer): readonly [plain: number, packed: number, offset: number] {
  const values = [fixed.readUInt32LE(24), fixed.readUInt32LE(20), fixed.readUInt32LE(42)];
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    let used = 0;
    for (const [index, value] of values.entries()) {
      if (value !== 0xffffffff || used + 8 > field.length) continue;
      values[index] = number64(field, used);
      used += 8;
    }
  }
  const [plain = 0, packed = 0, offset = 0] = values;
  return [plain, packed, offset];
}

function number64(bytes: Buffer, at: number): number {
  const value = Number(bytes.readBigUInt64LE(at));
  if (!Number.isSafeInteger(value)) throw damaged();
  return value;
}

function bytesAt(file: number, size: number, at: number, length: number): Buffer {
  if (at < 0 || length < 0 || at + length > size) throw damaged();
  const buffer = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const count = readSync(file, buffer, read, length - read, at + read);
    if (count === 0) throw damaged();
    read += count;
  }
  return buffer;
}
