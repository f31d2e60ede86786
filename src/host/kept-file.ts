import { chmodSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { cacheFolder, closeToOthers } from './cache-folder.ts';
import { isSystemError, reasonOfError } from './read.ts';
import { makeFolder, writeAtomically } from './write.ts';

/**
 * A text that is kept in the caller's cache under its own name, written only where it is not there yet as it should be. Nobody but the caller (and root)
 * can change it, or put another in its place: the folder is his alone. Throws Unreadable where it cannot be kept so.
 */
export function keptFile(name: string, text: string): string {
  const folder = cacheFolder();
  makeFolder(folder);
  try {
    closeToOthers(folder, false);
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

function isKept(path: string, text: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  const own = status?.isFile() === true && status.uid === process.geteuid?.() && (status.mode & 0o022) === 0;
  return own && readFileSync(path, 'utf8') === text;
}
