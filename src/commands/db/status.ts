import { lookAt } from '../../host/read.ts';
import { processTerminal } from '../../host/terminal.ts';
import { Unreadable } from '../../model/index.ts';
import type { DbFlags } from './flags.ts';
import { databasePath } from './place.ts';
import { advisories, columns, number } from './say.ts';
import { advisoryReader } from './store/read.ts';

/** `bulkhead db status`: where the database is, and what is in it. */
export async function runStatus(flags: DbFlags): Promise<number> {
  const terminal = processTerminal(false);
  const path = databasePath(flags.db);
  const file = lookAt(path);
  if (file === undefined)
    throw new Unreadable(
      `there are no advisories yet: ${path} is missing; bulkhead db update fetches them, bulkhead db import FOLDER reads them`,
    );
  const sources = sourcesOf(path);
  const count = sources.reduce((sum, source) => sum + source.count, 0);
  if (flags.format === 'json')
    await terminal.out(`${JSON.stringify({ version: 1, file: path, bytes: file.size, count, sources }, null, 2)}\n`);
  else {
    const rows = sources.map(({ name, count: own, newest = '', imported }) => [name, number(own), newest, imported]);
    const table = columns([['source', 'advisories', 'newest', 'read on'], ...rows]);
    await terminal.out([`${advisories(count)}, in ${path} (${Math.ceil(file.size / 1e6)} MB)`, ...table, ''].join('\n'));
  }
  return 0;
}

function sourcesOf(path: string) {
  try {
    const reader = advisoryReader(path);
    try {
      return reader.sources();
    } finally {
      reader.close();
    }
  } catch (error) {
    throw error instanceof Unreadable ? new Unreadable(`${path}: ${error.message}`) : error;
  }
}
