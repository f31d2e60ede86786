import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { isSystemError, readBytes, reasonOfError } from './read.ts';
import { onSignals } from './signals.ts';

/** Names of a stream that is open already: a file behind it may hold what others wrote. */
const openStream = /^\/(?:dev\/(?:stdout|stderr|fd\/\d+)|proc\/self\/fd\/\d+)$/;

/**
 * Writes the whole file or nothing: a temporary file beside it, then a rename. An existing file keeps its mode and its owner, and a
 * symbolic link stays one. What is no regular file (a device, a pipe, /dev/stdout) is written to and never replaced. A file that may only
 * be read is left alone. Other names of the same file (hard links) keep the old text.
 */
export function writeAtomically(path: string, text: string): void {
  if (path === '') throw new Unreadable('--output needs the name of a file');
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (openStream.test(path) || (there !== undefined && !there.isFile())) writeFileSync(path, text, { flag: 'a' });
    else replace(behindLink(path, there), text, there);
  } catch (error) {
    throw new Unreadable(`${path} was not written: ${reasonNotWritten(error)}`);
  }
}

/**
 * The same for a file that was read: false where it is no longer what it was (`before`, its byte-order mark included), and then nothing
 * is written. The last look at it comes right before the rename. `named`: a symbolic link is written through; otherwise one is what
 * somebody has put there since.
 */
export function overwrite(path: string, before: string, after: string, named: boolean): boolean {
  try {
    if (!named && lstatSync(path).isSymbolicLink()) return false;
    const target = realpathSync(path);
    const bytes = Buffer.from(before);
    const isStill = (): boolean => readBytes(target).equals(bytes);
    return isStill() && replace(target, after, statSync(target), isStill);
  } catch (error) {
    throw new Unreadable(`${path} was not written: ${reasonNotWritten(error)}`);
  }
}

function replace(path: string, text: string, there: Stats | undefined, isStill: () => boolean = () => true): boolean {
  if (there !== undefined) mayBeWritten(path, there);
  // Not to be guessed, and not that of a process of the same number in another container.
  const temporary = join(dirname(path), `.bulkhead-${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
  const forget = onSignals(() => {});
  try {
    fill(temporary, text, there);
    if (!isStill()) return false;
    renameSync(temporary, path);
    return true;
  } finally {
    rmSync(temporary, { force: true });
    forget();
  }
}

/** A rename asks only whether the folder may be written. */
function mayBeWritten(path: string, { mode }: Stats): void {
  if ((mode & 0o222) === 0) throw new Unreadable('it may only be read: chmod u+w it first');
  accessSync(path, constants.W_OK);
}

function fill(path: string, text: string, like: Stats | undefined): void {
  const file = openSync(path, 'wx', like === undefined ? 0o666 : 0o600);
  try {
    writeFileSync(file, text);
    if (like !== undefined) {
      const now = fstatSync(file);
      if (now.uid !== like.uid || now.gid !== like.gid) giveTo(file, like);
      fchmodSync(file, like.mode & 0o7777);
    }
    // A disk that is full must say so before the old text is gone.
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function giveTo(file: number, { uid, gid }: Stats): void {
  try {
    fchownSync(file, uid, gid);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Unreadable('it belongs to somebody else, and would be yours afterwards: write it as its owner');
  }
}

/** Why a file was not written. */
export function reasonNotWritten(error: unknown): string {
  if (error instanceof Unreadable) return error.message;
  const { code } = error as { readonly code?: unknown };
  return code === 'EACCES' || code === 'EPERM' ? 'permission to write it, or into its folder, is denied' : reasonOfError(error);
}

/** The file that a symbolic link stands for, also when that file is still to be made. */
function behindLink(path: string, there: Stats | undefined): string {
  if (there !== undefined) return realpathSync(path);
  try {
    return resolve(dirname(path), readlinkSync(path));
  } catch {
    return path;
  }
}

/** The folder and those above it. Throws Unreadable, fit to print, where it cannot be made. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new Unreadable(`${path} was not made: ${reasonNotWritten(error)}`);
  }
}
