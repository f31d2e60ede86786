import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { caller } from './caller.ts';
import { makeFolder, writeAtomically } from './write.ts';

/** A text that is kept in the caller's cache under its own name, written only where it is not there yet. Throws Unreadable where it cannot be. */
export function keptFile(name: string, text: string): string {
  const { env, home } = caller();
  const cache = env.XDG_CACHE_HOME?.startsWith('/') ? env.XDG_CACHE_HOME : join(home, '.cache');
  const path = join(cache, 'bulkhead', name);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return path;
  makeFolder(join(cache, 'bulkhead'));
  writeAtomically(path, text);
  return path;
}
