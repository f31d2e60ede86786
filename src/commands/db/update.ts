import { join } from 'node:path';
import { download, forgetDownload } from '../../host/download.ts';
import { withScratchFolder } from '../../host/scratch-folder.ts';
import { processTerminal } from '../../host/terminal.ts';
import { webDoor } from '../../host/web-door.ts';
import { Unreadable, type WebDoor } from '../../model/index.ts';
import { oneLine, printable } from '../../text/printable.ts';
import { type Feed, feedsOf } from './feeds.ts';
import { fill } from './fill.ts';
import type { DbFlags } from './flags.ts';
import { databasePath } from './place.ts';
import { renewDatabase } from './renew.ts';
import { number } from './say.ts';
import type { AdvisoryWriter } from './store/write.ts';

/** `bulkhead db update`: advisories from where they are published. What cannot be fetched leaves what is known of it as it was. Exit 2: something was not. */
export async function runUpdate(flags: DbFlags): Promise<number> {
  const terminal = processTerminal(false);
  const feeds = feedsOf(flags.source);
  const path = databasePath(flags.db);
  let problems = 0;
  await withScratchFolder((folder) =>
    renewDatabase(path, flags.fresh === true, async (writer) => {
      let anything = false;
      for (const feed of feeds) {
        const result = await fetched(feed, join(folder, 'feed'), writer, webDoor());
        anything ||= result.changed;
        problems += result.problems.length;
        if (result.line !== undefined) await terminal.out(`${printable(feed.address)}: ${result.line}\n`);
        for (const problem of result.problems) terminal.err(`problem  ${problem}\n`);
      }
      return anything;
    }),
  );
  await terminal.out(`the advisories are in ${path}\n`);
  return problems > 0 ? 2 : 0;
}

interface Result {
  /** Is there anything to be kept? */
  readonly changed: boolean;
  readonly line?: string;
  readonly problems: readonly string[];
}

async function fetched({ address, optional }: Feed, file: string, writer: AdvisoryWriter, door: WebDoor): Promise<Result> {
  const failed = (message: string): Result => ({ changed: false, problems: [oneLine(printable(`${address}: ${message}`))] });
  try {
    const answer = await download(door, address, file, writer.remembered(address));
    if (answer.is === 'missing') return optional === true ? { changed: false, problems: [] } : failed('there is no such file');
    if (answer.is === 'same') {
      writer.confirm(address);
      return { changed: true, line: 'as it was', problems: [] };
    }
    const { counts, problems } = await fill(writer, [file], (name) => name.replace(file, address));
    const count = [...counts.values()].reduce((sum, each) => sum + each, 0);
    if (count === 0) return failed(problems.first[0]?.replace(`${address}: `, '') ?? 'it holds no advisories');
    if (problems.count === 0) writer.remember(address, answer.tag, [...counts.keys()]);
    return { changed: true, line: `${number(count)} advisories`, problems: problems.first };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return failed(error.message);
  } finally {
    forgetDownload(file);
  }
}
