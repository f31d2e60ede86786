import { type LayerFile, Unreadable } from '../../model/index.ts';

/** One header of a tar file (POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar 1.35, src/tar.h). */
export interface Header extends Omit<LayerFile, 'path' | 'capability'> {
  readonly name: string;
  /** The type flag: that of a LayerFile, or "x" pax, "L" and "K" long names of GNU. */
  readonly type: string;
}

/** Bytes of a path that Linux does not take any more (PATH_MAX, limits.h). Of a longer one the rest is not kept. */
export const tooLong = 4096;

/** `capability`: the extended attribute security.capability, as GNU tar, Docker and Podman store it (SCHILY.xattr.*, star's pax records). */
export interface Entry extends Header {
  readonly capability?: Uint8Array;
}

const decoder = new TextDecoder();

/** Undefined: a block of zeros. Throws Unreadable for what is no header. */
export function headerOf(block: Uint8Array): Header | undefined {
  let sum = 8 * 32;
  for (let at = 0; at < 512; at++) sum += block[at] as number;
  for (let at = 148; at < 156; at++) sum -= block[at] as number;
  if (sum === 8 * 32) return undefined;
  if (sum !== octal(block, 148, 8)) throw new Unreadable('it is no tar file, or a damaged one');
  const name = textIn(block, 0, 100);
  // GNU writes "ustar  " and keeps other things where POSIX has the folder.
  const posix = block[257] === 0x75 && block[262] === 0;
  const prefix = posix ? textIn(block, 345, 155) : '';
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: block[156] === 0 ? '0' : String.fromCharCode(block[156] as number),
    mode: octal(block, 100, 8) & 0o7777,
    uid: octal(block, 108, 8),
    gid: octal(block, 116, 8),
    size: octal(block, 124, 12),
    link: textIn(block, 157, 100),
  };
}

export function textIn(block: Uint8Array, start: number, length: number): string {
  if (block[start] === 0) return '';
  let end = start;
  while (end < start + length && block[end] !== 0) end++;
  return decoder.decode(block.subarray(start, end));
}

/** Octal digits between blanks, or since GNU tar 1.13 a number to the base 256, which the first bit tells; one below zero is none. */
function octal(block: Uint8Array, start: number, length: number): number {
  if (((block[start] as number) & 0x80) !== 0) {
    let value = (block[start] as number) & 0x7f;
    for (let at = start + 1; at < start + length; at++) value = value * 256 + (block[at] as number);
    if (value > Number.MAX_SAFE_INTEGER) throw new Unreadable('an entry in it says that it is larger than anything can be');
    return value;
  }
  let at = start;
  const end = start + length;
  while (at < end && block[at] === 0x20) at++;
  let value = 0;
  for (; at < end && (block[at] as number) >= 0x30 && (block[at] as number) <= 0x37; at++) value = value * 8 + (block[at] as number) - 0x30;
  while (at < end && block[at] === 0x20) at++;
  if (at < end && block[at] !== 0) throw new Unreadable('it is no tar file, or a damaged one');
  return value;
}

/** `LENGTH KEYWORD=VALUE\n`, the length in bytes and its own digits among them. Values are bytes. What is not understood ends the list. */
export function paxRecords(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const records = new Map<string, Uint8Array>();
  for (let at = 0; at < bytes.length; ) {
    const length = Number.parseInt(decoder.decode(bytes.subarray(at, at + 12)), 10);
    if (!(length > 0) || at + length > bytes.length) break;
    const record = bytes.subarray(at, at + length - 1);
    const space = record.indexOf(0x20);
    const equals = record.indexOf(0x3d);
    if (space > 0 && equals > space) records.set(decoder.decode(record.subarray(space + 1, equals)), record.subarray(equals + 1));
    at += length;
  }
  return records;
}

/** Headers that only say more of the next one: pax, and the long names and links of GNU. */
export const saysMore = (type: string): boolean => type === 'x' || type === 'L' || type === 'K';

/** Do blocks with more of a sparse file's map follow its header? In each of them byte 504 tells whether one more does (GNU tar 1.35, src/tar.h). */
export const followsItself = (block: Uint8Array, type: string): boolean => type === 'S' && block[482] !== 0;

/** What such a header says of the next one. What is not understood is not said. */
export function moreOf(type: string, bytes: Uint8Array): Partial<Entry> {
  if (type === 'L') return { name: textIn(bytes, 0, Math.min(bytes.length, tooLong)) };
  if (type === 'K') return { link: textIn(bytes, 0, Math.min(bytes.length, tooLong)) };
  const records = paxRecords(bytes);
  const text = (key: string): string | undefined => {
    const value = records.get(key);
    return value === undefined ? undefined : textIn(value, 0, Math.min(value.length, tooLong));
  };
  const number = (key: string): number | undefined => {
    const value = Number(text(key) ?? Number.NaN);
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  };
  const [link, size, uid, gid] = [text('linkpath'), number('size'), number('uid'), number('gid')];
  // A sparse file has its name there (GNU tar 1.35, "Storing Sparse Files").
  const name = text('GNU.sparse.name') ?? text('path');
  const capability = records.get('SCHILY.xattr.security.capability')?.slice();
  return {
    ...(name === undefined ? {} : { name }),
    ...(link === undefined ? {} : { link }),
    ...(size === undefined ? {} : { size }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    ...(capability === undefined ? {} : { capability }),
  };
}
