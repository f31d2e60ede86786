import { Unreadable } from '../../../model/index.ts';
import { bytesIn } from '../elf/bytes.ts';
import type { Elf, Segment } from '../elf/elf.ts';

/** What Go's linker writes into a program: the version of Go, and its modules as lines of text. */
export interface BuildInfo {
  readonly go: string;
  readonly modules: string;
}

/** Go's own documentation and source, debug/buildinfo of Go 1.26: these 14 bytes, at an address that 16 divides, begin a header of 32 bytes. */
const magic = Uint8Array.from([0xff, ...new TextEncoder().encode(' Go buildinf:')]);
export const headerLength = 32;

/** The largest programs have some hundred kilobytes of modules. */
const longestText = 16 * 1024 * 1024;

/** More would be somebody's joke. */
const mostTries = 50;

/**
 * Undefined: it was not built by Go, or says nothing of it. Without its section the first segment that is written to is searched, as Go's own reader does. Throws
 * Unreadable: it says something that nobody understands.
 */
export function buildInfoOf(elf: Elf): BuildInfo | undefined {
  const section = elf.section('.go.buildinfo');
  const place = section ?? writableOf(elf);
  if (place === undefined) return undefined;
  let tries = 0;
  for (const at of places(place.bytes, place.address)) {
    const info = infoAt(place.address + at, elf);
    if (info !== undefined) return info;
    if (++tries >= mostTries) break;
  }
  if (section !== undefined && tries > 0)
    throw new Unreadable('what Go wrote into it of its modules is damaged, or in a form that is not read');
  return undefined;
}

function writableOf({ writable, loaded }: Elf): Segment | undefined {
  const bytes = writable === undefined ? undefined : loaded(writable.address, writable.size);
  return bytes === undefined || writable === undefined ? undefined : { address: writable.address, bytes };
}

/** Where a header may begin in bytes that are loaded at an address. */
export function* places(bytes: Uint8Array, address: number): Generator<number> {
  for (let at = (16 - (address % 16)) % 16; at < bytes.length; at += 16)
    if (bytes[at] === 0xff && magic.every((byte, index) => bytes[at + index] === byte)) yield at;
}

function infoAt(address: number, elf: Elf): BuildInfo | undefined {
  const header = elf.loaded(address, headerLength);
  if (header === undefined) return undefined;
  const [width = 0, flags = 2] = [header[14], header[15]];
  if ((flags & 2) === 0) return throughPointers(header, width, (flags & 1) === 0, elf);
  const rest = elf.from(address);
  return rest === undefined ? undefined : inlineAt(rest, 0);
}

/** Since Go 1.18: behind the header, each text after its length. Undefined: it is of another form, damaged, or not whole. */
export function inlineAt(bytes: Uint8Array, at: number): BuildInfo | undefined {
  if (((bytes[at + 15] ?? 0) & 2) === 0) return undefined;
  const go = textAfterLength(bytes, at + headerLength);
  const modules = go === undefined ? undefined : textAfterLength(bytes, go.end);
  return go === undefined || modules === undefined ? undefined : infoOf(go.bytes, modules.bytes);
}

/** encoding/binary, "varint": seven bits a byte, the lowest first. */
function textAfterLength(bytes: Uint8Array, start: number): { readonly bytes: Uint8Array; readonly end: number } | undefined {
  let length = 0;
  for (let index = 0; index < 5; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte >= 0x80) continue;
    const end = start + index + 1 + length;
    return length > longestText || end > bytes.length ? undefined : { bytes: bytes.subarray(end - length, end), end };
  }
  return undefined;
}

/** Before Go 1.18: two addresses, each of an address and a length. */
function throughPointers(header: Uint8Array, width: number, little: boolean, elf: Elf): BuildInfo | undefined {
  if (width !== 4 && width !== 8) return undefined;
  const number = (bytes: Uint8Array, at: number): number => {
    const read = bytesIn(bytes, little);
    return width === 4 ? read.u32(at) : read.u64(at);
  };
  const text = (at: number): Uint8Array | undefined => {
    const pair = elf.loaded(number(header, at), 2 * width);
    const length = pair === undefined ? -1 : number(pair, width);
    return pair === undefined || length < 0 || length > longestText ? undefined : elf.loaded(number(pair, 0), length);
  };
  const go = text(16);
  return go === undefined ? undefined : infoOf(go, text(16 + width) ?? new Uint8Array());
}

/** The modules stand between two marks of 16 bytes; without them the program was built without modules. */
function infoOf(go: Uint8Array, framed: Uint8Array): BuildInfo | undefined {
  const text = new TextDecoder();
  const version = text.decode(go.subarray(0, 200));
  if (!/^(?:go|devel)/.test(version)) return undefined;
  const isFramed = framed.length >= 33 && framed[framed.length - 17] === 0x0a;
  return { go: version, modules: isFramed ? text.decode(framed.subarray(16, -16)) : '' };
}
