import { pipeName } from '../facts/host-path.ts';

/**
 * A path cleaned by its letters alone, as Go's path.Clean does it: no `.`, no empty parts, no `..` that can be folded.
 * A relative path stays relative; nothing left is `.`. A named pipe of Windows stays as it is written: its `//./` is no slip.
 */
export function cleanPath(path: string): string {
  if (pipeName(path) !== undefined) return path;
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push('..');
  }
  return `${rooted ? '/' : ''}${kept.join('/')}` || '.';
}

/** What follows the last slash. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
