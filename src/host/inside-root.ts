import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isSystemError } from './read.ts';

/** As many as the kernel follows (path_resolution(7)). */
const mostLinks = 40;

/**
 * The regular file that a path names for a program whose root is `root`, by its path here: links lead nowhere out of it. Undefined: there is none. For roots
 * that nobody changes meanwhile.
 */
export function fileInside(root: string, path: string): string | undefined {
  const open = partsOf(path).reverse();
  let at: string[] = [];
  for (let links = 0; ; ) {
    const name = open.pop();
    if (name === undefined) break;
    if (name === '..') {
      at = at.slice(0, -1);
      continue;
    }
    const here = join(root, ...at, name);
    const status = statusOf(here);
    if (status === undefined) return undefined;
    if (!status.isSymbolicLink()) {
      at.push(name);
      continue;
    }
    if (++links > mostLinks) return undefined;
    const target = readlinkSync(here);
    if (target.startsWith('/')) at = [];
    open.push(...partsOf(target).reverse());
  }
  const file = join(root, ...at);
  return statusOf(file)?.isFile() === true ? file : undefined;
}

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');

function statusOf(path: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
