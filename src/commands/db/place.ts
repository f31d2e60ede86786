import { join, resolve } from 'node:path';
import { cacheFolder } from '../../host/cache-folder.ts';
import { caller } from '../../host/caller.ts';

/** The file of known advisories: the one that was named, that of BULKHEAD_DB, or the caller's own in his cache. */
export function databasePath(named: string | undefined): string {
  const { env } = caller();
  if (named !== undefined) return resolve(named);
  return env.BULKHEAD_DB !== undefined && env.BULKHEAD_DB !== '' ? resolve(env.BULKHEAD_DB) : join(cacheFolder(), 'advisories.db');
}
