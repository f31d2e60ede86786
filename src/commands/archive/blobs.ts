import type { FilePart } from '../../host/file-part.ts';
import { longestBlob, type Store, shown } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';

/** The JSON texts of an archive, and what is wrong with the archive as a whole. */
export interface Blobs {
  readonly read: Store['read'];
  readonly warnings: readonly string[];
}

export interface TarBlobs extends Blobs {
  /** Where an entry of this name leads: links are followed inside the archive, by name alone. Undefined: out of it, or in a circle. */
  follow(name: string): string | undefined;
}

/** An archive that is not packed: what it holds is found by its headers, and read where it stands. */
export interface IndexedBlobs extends TarBlobs {
  /** Links are followed. Undefined: it is missing. */
  partOf(name: string): FilePart | undefined;
}

/** Of all texts together no more is kept. */
const mostKept = 64 * 1024 * 1024;

/** Counts what is kept. Throws Unreadable. */
export function keeper(): (bytes: Uint8Array) => Uint8Array {
  let kept = 0;
  return (bytes) => {
    kept += bytes.length;
    if (kept > mostKept) throw new Unreadable(`it holds more than ${mostKept / 1048576} MiB of JSON`);
    return bytes;
  };
}

export const outOfArchive = (name: string): Unreadable => new Unreadable(`${shown(name)} points out of the archive; it was not followed`);

export const isLink = (name: string): Unreadable => new Unreadable(`${shown(name)} is a link, which is not followed`);

export const tooLong = (name: string, size: number): Unreadable =>
  new Unreadable(`${shown(name)} is too long: ${Math.ceil(size / 1048576)} MiB, the limit is ${longestBlob / 1048576} MiB`);
