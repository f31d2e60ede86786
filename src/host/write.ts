import { chmodSync, mkdirSync, readlinkSync, realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { reasonOfError } from './read.ts';

/** Names of a stream that is open already: a file behind it may hold what others wrote. */
const openStream = /^\/(?:dev\/(?:stdout|stderr|fd\/\d+)|proc\/self\/fd\/\d+)$/;

/** What would end the process by itself, and leave half a file. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Writes the whole file or nothing: a temporary file beside it, then a rename. An existing file keeps its mode, and a
 * symbolic link stays one. What is no regular file (a device, a pipe, /dev/stdout) is written to and never replaced.
 */
export function writeAtomically(path: string, text: string): void {
  if (path === '') throw new Unreadable('--output needs the name of a file');
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (openStream.test(path) || (there !== undefined && !there.isFile())) writeFileSync(path, text, { flag: 'a' });
    else replace(behindLink(path, there), text, there?.mode);
  } catch (error) {
    throw new Unreadable(`${path} was not written: ${reasonOfError(error)}`);
  }
}

function replace(path: string, text: string, mode: number | undefined): void {
  const temporary = join(dirname(path), `.bulkhead-${process.pid}.tmp`);
  const wait = () => {};
  for (const signal of signals) process.on(signal, wait);
  try {
    // One of this name is left of a process that was killed and had the same number.
    rmSync(temporary, { force: true });
    writeFileSync(temporary, text, { flag: 'wx' });
    if (mode !== undefined) chmodSync(temporary, mode & 0o7777);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
    for (const signal of signals) process.off(signal, wait);
  }
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
    throw new Unreadable(`${path} was not made: ${reasonOfError(error)}`);
  }
}
