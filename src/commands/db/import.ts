import { processTerminal } from '../../host/terminal.ts';
import { Unreadable } from '../../model/index.ts';
import { type Filled, fill } from './fill.ts';
import type { DbFlags } from './flags.ts';
import { databasePath } from './place.ts';
import { renewDatabase } from './renew.ts';
import { sayFilled } from './say.ts';

/** `bulkhead db import`: advisories of this machine into the database. Exit 2: a file was not read. */
export async function runImport(paths: readonly string[], flags: DbFlags): Promise<number> {
  const terminal = processTerminal(false);
  const path = databasePath(flags.db);
  let filled: Filled | undefined;
  await renewDatabase(path, flags.fresh === true, async (writer) => {
    filled = await fill(writer, paths);
    return filled.counts.size > 0;
  });
  if (filled === undefined) throw new Unreadable(`${path} was not written`);
  await terminal.out(sayFilled(filled, path));
  for (const line of filled.problems.first) terminal.err(`problem  ${line}\n`);
  if (filled.problems.count > filled.problems.first.length)
    terminal.err(`problem  and ${filled.problems.count - filled.problems.first.length} more\n`);
  return filled.problems.count > 0 || filled.counts.size === 0 ? 2 : 0;
}
