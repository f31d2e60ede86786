import { Unreadable } from '../../../model/index.ts';

/**
 * Berkeley DB's hash files, as rpm had them until 4.16: dbinc/db_page.h of Berkeley DB 5.3 (HMETA, PAGE, HOFFPAGE), and lib/backend/bdb_ro.c of rpm 4.18.
 * The first page says how long a page is; every page says its kind, and where its items lie.
 */
const magic = 0x00061561;
const kinds = { hashUnsorted: 2, overflow: 7, hash: 13 };
const items = { onPage: 1, elsewhere: 3 };
const pageHead = 26;
const shortest = 512;
const longest = 65_536;

/** The values of all pairs, keys left out. Throws Unreadable: another kind of file, encrypted, damaged. A page is read once, whatever points to it. */
export function* berkeleyValues(bytes: Uint8Array): Generator<Uint8Array> {
  const file = opened(bytes);
  const { view, little, pageLength, pages } = file;
  const taken = new Uint8Array(pages);
  for (let page = 1; page < pages; page++) {
    const start = page * pageLength;
    const kind = bytes[start + 25];
    if (kind !== kinds.hash && kind !== kinds.hashUnsorted) continue;
    const count = view.getUint16(start + 20, little);
    if (pageHead + 2 * count > pageLength) throw new Unreadable(damaged);
    for (let item = 1; item < count; item += 2) {
      const at = view.getUint16(start + pageHead + 2 * item, little);
      const end = view.getUint16(start + pageHead + 2 * (item - 1), little);
      if (at < pageHead + 2 * count || end <= at || end > pageLength) throw new Unreadable(damaged);
      const value = bytes.subarray(start + at, start + end);
      if (value[0] === items.onPage) yield value.subarray(1);
      else if (value[0] === items.elsewhere && value.length === 12)
        yield chained(file, view.getUint32(start + at + 4, little), view.getUint32(start + at + 8, little), taken);
      else throw new Unreadable(damaged);
    }
  }
}

const damaged = 'it is damaged: its pages do not fit';

interface File {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Is it written little-endian? */
  readonly little: boolean;
  readonly pageLength: number;
  readonly pages: number;
}

function opened(bytes: Uint8Array): File {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes.length >= shortest && view.getUint32(12, true) === magic;
  if (bytes.length < shortest || (!little && view.getUint32(12, false) !== magic))
    throw new Unreadable('it is no hash file of Berkeley DB');
  const version = view.getUint32(16, little);
  if (version < 8 || version > 10) throw new Unreadable(`it is a hash file of Berkeley DB of version ${version}, which is not read`);
  if (bytes[24] !== 0) throw new Unreadable('it is encrypted');
  const pageLength = view.getUint32(20, little);
  if (pageLength < shortest || pageLength > longest || (pageLength & (pageLength - 1)) !== 0) throw new Unreadable(damaged);
  const pages = view.getUint32(32, little) + 1;
  if (pages * pageLength > bytes.length) throw new Unreadable('it is cut off');
  return { bytes, view, little, pageLength, pages };
}

/** A value that is longer than a page. */
function chained({ bytes, view, little, pageLength, pages }: File, first: number, length: number, taken: Uint8Array): Uint8Array {
  if (length > bytes.length) throw new Unreadable(damaged);
  const value = new Uint8Array(length);
  let held = 0;
  for (let page = first; held < length; page = view.getUint32(page * pageLength + 16, little)) {
    if (page === 0 || page >= pages || taken[page] === 1) throw new Unreadable(damaged);
    taken[page] = 1;
    const start = page * pageLength;
    const here = view.getUint16(start + 22, little);
    if (bytes[start + 25] !== kinds.overflow || pageHead + here > pageLength || here > length - held || here === 0)
      throw new Unreadable(damaged);
    value.set(bytes.subarray(start + pageHead, start + pageHead + here), held);
    held += here;
  }
  return value;
}
