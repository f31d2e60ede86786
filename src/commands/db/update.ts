import { join } from 'node:path';
import { withScratchFolder } from '../../host/scratch-folder.ts';
import { processTerminal } from '../../host/terminal.ts';
import { printable } from '../../text/printable.ts';
import { feedsOf } from './feeds.ts';
import { fetchInto } from './fetch.ts';
import type { DbFlags } from './flags.ts';
import { databasePath } from './place.ts';
import { renewDatabase } from './renew.ts';

/** `bulkhead db update`: advisories from where they are published. What cannot be fetched leaves what is known of it as it was. Exit 2: something was not. */
export async function runUpdate(flags: DbFlags): Promise<number> {
  const terminal = processTerminal(false);
  const feeds = feedsOf(flags.source);
  const path = databasePath(flags.db);
  let problems = 0;
  let anything = false;
  await withScratchFolder((folder) =>
    renewDatabase(path, flags.fresh === true, async (writer) => {
      for (const feed of feeds) {
        const result = await fetchInto(feed, join(folder, 'feed'), writer);
        anything ||= result.changed;
        problems += result.problems.length;
        if (result.line !== undefined) await terminal.out(`${printable(feed.address)}: ${result.line}\n`);
        for (const problem of result.problems) terminal.err(`problem  ${problem}\n`);
      }
      return anything;
    }),
  );
  await terminal.out(anything ? `the advisories are in ${path}\n` : 'nothing was fetched; the database is as it was\n');
  return problems > 0 ? 2 : 0;
}
