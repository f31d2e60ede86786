import { chmodSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { caller } from './caller.ts';
import { isSystemError, reasonOfError } from './read.ts';
import { makeFolder, writeAtomically } from './write.ts';

/**
 * A text that is kept in the caller's cache under its own name, written only where it is not there yet as it should be. Nobody but the caller (and root)
 * can change it, or put another in its place: the folder is his alone. Throws Unreadable where it cannot be kept so.
 */
export function keptFile(name: string, text: string): string {
  const { env, home } = caller();
  const cache = env.XDG_CACHE_HOME?.startsWith('/') ? env.XDG_CACHE_HOME : join(home, '.cache');
  const folder = join(cache, 'bulkhead');
  makeFolder(folder);
  try {
    close(folder);
    const path = join(folder, name);
    if (!isKept(path, text)) {
      // A link would be written through.
      rmSync(path, { force: true, recursive: true });
      writeAtomically(path, text);
      chmodSync(path, 0o644);
    }
    return path;
  } catch (error) {
    throw isSystemError(error) ? new Unreadable(`${folder}: ${reasonOfError(error)}`) : error;
  }
}

function close(folder: string): void {
  const status = lstatSync(folder);
  if (!status.isDirectory() || status.uid !== process.geteuid?.())
    throw new Unreadable(`${folder} is somebody else's, who could change what is kept there: set XDG_CACHE_HOME to a folder of your own`);
  if ((status.mode & 0o022) !== 0) chmodSync(folder, status.mode & 0o755);
}

function isKept(path: string, text: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  const own = status?.isFile() === true && status.uid === process.geteuid?.() && (status.mode & 0o022) === 0;
  return own && readFileSync(path, 'utf8') === text;
}
