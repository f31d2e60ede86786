import { dirname, join, resolve } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { lookAt } from './read.ts';

/**
 * The first folder, from the working directory up to the root of its repository (the folder of .git), that holds one of the names, and
 * which of them. Outside a repository only the working directory counts: what lies above it belongs to others.
 */
export function findUp(names: readonly string[]): { readonly folder: string; readonly found: readonly string[] } | undefined {
  for (const folder of foldersUp(resolve('.'))) {
    const found = names.filter((name) => isFile(join(folder, name)));
    if (found.length > 0) return { folder, found };
  }
  return undefined;
}

function foldersUp(start: string): readonly string[] {
  const folders = [start];
  for (let at = start; !isThere(join(at, '.git')); at = dirname(at)) {
    if (dirname(at) === at) return [start];
    folders.push(dirname(at));
  }
  return folders;
}

const isFile = (path: string): boolean => isThere(path, true);

function isThere(path: string, file = false): boolean {
  try {
    const stats = lookAt(path);
    return stats !== undefined && (!file || stats.isFile());
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}
