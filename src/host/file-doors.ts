import { inflateSync } from 'node:zlib';
import { type FileDoors, Unreadable } from '../model/index.ts';
import { sqliteRows } from './sqlite-bytes.ts';
import { zipBytes } from './zip.ts';

/** For what reads the files of a layer, in whichever thread. `refused`: a database was not read, perhaps for want of space, and might be the next time. */
export function fileDoors(): { readonly doors: FileDoors; refused(): boolean } {
  let refused = false;
  const doors: FileDoors = {
    zip: zipBytes,
    inflate: (bytes, most) => unpacked(() => inflateSync(bytes, { maxOutputLength: most })),
    rows(database, query) {
      try {
        return sqliteRows(database, query);
      } catch (error) {
        refused = true;
        throw error;
      }
    },
  };
  return { doors, refused: () => refused };
}

function unpacked(work: () => Uint8Array): Uint8Array {
  try {
    return work();
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new Unreadable('what is packed in it is too long');
    if (typeof code === 'string' && code.startsWith('Z_')) throw new Unreadable('what is packed in it is damaged');
    throw error;
  }
}
