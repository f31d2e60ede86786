import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { cacheFolder, closeToOthers } from './cache-folder.ts';
import { isSystemError } from './read.ts';
import { makeFolder } from './write.ts';

/** Entries in the caller's cache that can be made again, each under its own name. Nothing here throws: what cannot be kept is not there. */
export interface KeptEntries {
  /** Undefined: there is none, or others could have written it. */
  read(name: string): Uint8Array | undefined;
  /** As a whole, or not at all; nobody but the caller can read it. The entries that were not used for longest go where all together are too much. */
  write(name: string, bytes: Uint8Array): void;
}

/** A file of a writer that was killed. */
const halfWritten = { pattern: /\.tmp$/, age: 3_600_000 };

export function keptEntries(kind: string, most: number): KeptEntries {
  const folder = join(cacheFolder(), kind);
  let isReady = false;
  return {
    read(name) {
      return unlessRefused(() => {
        const file = openSync(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
        try {
          const status = fstatSync(file);
          if (!status.isFile() || status.uid !== process.geteuid?.() || (status.mode & 0o077) !== 0 || status.size > most) return undefined;
          const bytes = readFileSync(file);
          utimesSync(join(folder, name), new Date(), status.mtime);
          return bytes;
        } finally {
          closeSync(file);
        }
      });
    },
    write(name, bytes) {
      unlessRefused(() => {
        if (!isReady) {
          closed(folder);
          trim(folder, most);
          isReady = true;
        }
        const temporary = join(folder, `${name}.${randomBytes(6).toString('hex')}.tmp`);
        try {
          writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o600 });
          renameSync(temporary, join(folder, name));
        } finally {
          rmSync(temporary, { force: true });
        }
      });
    },
  };
}

function trim(folder: string, most: number): void {
  const files = readdirSync(folder).flatMap((name) => {
    const status = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return status?.isFile() === true ? [{ name, size: status.size, used: Math.max(status.atimeMs, status.mtimeMs) }] : [];
  });
  let left = files.reduce((sum, { size }) => sum + size, 0);
  for (const { name, size, used } of files.sort((one, other) => one.used - other.used)) {
    const isHalf = halfWritten.pattern.test(name);
    if (isHalf ? Date.now() - used < halfWritten.age : left <= most) continue;
    rmSync(join(folder, name), { force: true });
    left -= size;
  }
}

function closed(folder: string): void {
  makeFolder(folder);
  for (const path of [cacheFolder(), folder]) closeToOthers(path, false);
  chmodSync(folder, 0o700);
}

function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Unreadable || isSystemError(error)) return undefined;
    throw error;
  }
}
