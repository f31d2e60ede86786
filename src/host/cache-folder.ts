import { chmodSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { caller } from './caller.ts';

/** Where bulkhead keeps what it can make again: in XDG_CACHE_HOME, else in `usual`, else in the caller's own cache. */
export function cacheFolder(usual?: string): string {
  const { env, home } = caller();
  const cache = env.XDG_CACHE_HOME?.startsWith('/') ? env.XDG_CACHE_HOME : (usual ?? join(home, '.cache'));
  return join(cache, 'bulkhead');
}

/** Lets nobody but the caller write to a folder. `passed`: others come through to what they know by name. Throws Unreadable where it is not the caller's own. */
export function closeToOthers(folder: string, passed: boolean): void {
  const status = lstatSync(folder);
  if (!status.isDirectory() || status.uid !== process.geteuid?.())
    throw new Unreadable(`${folder} is somebody else's, who could change what is kept there: set XDG_CACHE_HOME to a folder of your own`);
  const mode = (status.mode & 0o755) | (passed ? 0o011 : 0);
  if (mode !== (status.mode & 0o777)) chmodSync(folder, mode);
}
