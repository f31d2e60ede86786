import { chownSync, closeSync, fstatSync, lstatSync, openSync, readSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { foldersLeft, keepNoteIn, ownedFolder, removeFolder } from './left-behind.ts';
import { reasonOfError } from './read.ts';
import { endBy, onSignals } from './signals.ts';

/** A folder in memory that nobody else can enter. */
export interface SecretFolder {
  readonly path: string;
  /** A file that its owner alone can read; without an owner it is ours. Answers its path. */
  put(name: string, bytes: Uint8Array, owner?: { readonly uid: number; readonly gid: number }): string;
  /** What has to be undone beside the folder if this process does not live to do it. */
  note(note: object): void;
  remove(): void;
}

/** File systems in memory, by the number that statfs gives: tmpfs, ramfs (include/uapi/linux/magic.h of Linux 6.1). */
const inMemory: ReadonlySet<number> = new Set([0x0102_1994, 0x8584_58f6]);

/** Throws Unreadable where no file system in memory takes it: a secret is written to no disk. */
export function secretFolder(): SecretFolder {
  const path = madeIn(places());
  const forget = removedOnSignal(path);
  return {
    path,
    put(name, bytes, owner) {
      const file = join(path, name);
      writeFileSync(file, bytes, { mode: 0o400, flag: 'wx' });
      if (owner !== undefined) give(file, owner);
      return file;
    },
    note: (note) => keepNoteIn(path, note),
    remove() {
      removeFolder(path);
      forget();
    },
  };
}

/** What would end this process takes the folder away first, unless somebody else deals with the signal: then `remove` is called in its time. */
function removedOnSignal(path: string): () => void {
  const forget = onSignals((signal) => {
    if (process.listenerCount(signal) > 1) return;
    removeFolder(path);
    forget();
    endBy(signal);
  });
  return forget;
}

/** Takes away the secrets of runs that were killed before they could tidy up. Answers what else those left, each as it was noted. */
export function sweepSecrets(): readonly object[] {
  return foldersLeft('run', places()).flatMap(({ path, note }) => {
    removeFolder(path);
    return typeof note === 'object' && note !== null ? [note] : [];
  });
}

/** Where nobody but root and the caller can put something else in the place of a folder. */
const places = (): readonly string[] =>
  [...new Set([process.env.XDG_RUNTIME_DIR ?? '', '/dev/shm', '/run'])].filter((path) => {
    try {
      const { uid, mode } = statSync(path);
      const isClosed = (mode & 0o022) === 0 || (mode & 0o1000) !== 0;
      return (uid === 0 || uid === process.geteuid?.()) && isClosed && inMemory.has(statfsSync(path).type >>> 0);
    } catch {
      return false;
    }
  });

function madeIn(all: readonly string[]): string {
  for (const place of all) {
    try {
      return ownedFolder('run', place);
    } catch {}
  }
  throw new Unreadable('there is no file system in memory (/dev/shm) that can be written to: secrets are put on no disk');
}

function give(file: string, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  const { uid: now } = lstatSync(file);
  // Its own group is of no account: the file is its owner's alone.
  if (now === uid) return;
  try {
    chownSync(file, uid, gid);
  } catch {
    throw new Unreadable(`only root can give a secret to the user ${uid} of the host: use sudo, or --user ${now} to run it as yourself`);
  }
}

/** A secret is a key or a password, not a disk. */
const longest = 1024 * 1024;

/** The bytes of a file or of a pipe, `<(…)` among them. Throws Unreadable, without a byte of it. */
export function secretBytes(path: string): Buffer {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    if (fstatSync(descriptor).isDirectory()) throw new Unreadable(`${path} is a folder`);
    const buffer = Buffer.alloc(longest + 1);
    let length = 0;
    for (let count = -1; count !== 0 && length <= longest; length += count)
      count = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (length > longest) throw new Unreadable(`${path} is longer than a secret may be (1 MiB)`);
    return buffer.subarray(0, length);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(`${path} was not read: ${reasonOfError(error)}`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Neither a link nor a pipe. */
export const isPlainFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
