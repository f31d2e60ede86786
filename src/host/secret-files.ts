import {
  chownSync,
  closeSync,
  fstatSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { reasonOfError } from './read.ts';

/** A folder in memory that nobody else can enter. */
export interface SecretFolder {
  readonly path: string;
  /** A file that its owner alone can read; without an owner it is ours. Answers its path. */
  put(name: string, bytes: Uint8Array, owner?: { readonly uid: number; readonly gid: number }): string;
  remove(): void;
}

/** File systems in memory, by the number that statfs gives: tmpfs, ramfs (include/uapi/linux/magic.h of Linux 6.1). */
const inMemory: ReadonlySet<number> = new Set([0x0102_1994, 0x8584_58f6]);
const prefix = 'bulkhead-run-';

/** Throws Unreadable where no file system in memory takes it: a secret is written to no disk. What killed runs left there goes. */
export function secretFolder(): SecretFolder {
  const place = [process.env.XDG_RUNTIME_DIR, '/dev/shm', '/run'].find((path) => path !== undefined && isInMemory(path) && canMake(path));
  if (place === undefined)
    throw new Unreadable('there is no file system in memory (/dev/shm) that can be written to: secrets are put on no disk');
  sweep(place);
  const path = mkdtempSync(join(place, `${prefix}${process.pid}-`));
  const forget = removedOnSignal(path);
  return {
    path,
    put(name, bytes, owner) {
      const file = join(path, name);
      writeFileSync(file, bytes, { mode: 0o400, flag: 'wx' });
      if (owner !== undefined) chownSync(file, owner.uid, owner.gid);
      return file;
    },
    remove() {
      rmSync(path, { recursive: true, force: true });
      forget();
    },
  };
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What would end this process takes the folder away first, unless somebody else deals with the signal: then `remove` is called in its time. */
function removedOnSignal(path: string): () => void {
  const end = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) > 1) return;
    rmSync(path, { recursive: true, force: true });
    forget();
    process.kill(process.pid, signal);
  };
  const forget = (): void => {
    for (const signal of signals) process.off(signal, end);
  };
  for (const signal of signals) process.on(signal, end);
  return forget;
}

function isInMemory(path: string): boolean {
  try {
    return inMemory.has(statfsSync(path).type >>> 0);
  } catch {
    return false;
  }
}

function canMake(path: string): boolean {
  try {
    rmSync(mkdtempSync(join(path, '.bulkhead-')), { recursive: true });
    return true;
  } catch {
    return false;
  }
}

/** Folders of this user whose process is gone: it was killed before it could tidy up. */
function sweep(place: string): void {
  for (const name of readdirSync(place)) {
    const pid = Number(new RegExp(`^${prefix}(\\d{1,10})-`).exec(name)?.[1] ?? 0);
    if (pid === 0 || isAlive(pid)) continue;
    try {
      if (lstatSync(join(place, name)).uid === process.getuid?.()) rmSync(join(place, name), { recursive: true, force: true });
    } catch {}
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
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
