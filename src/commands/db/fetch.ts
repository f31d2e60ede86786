import { download, forgetDownload } from '../../host/download.ts';
import { webDoor } from '../../host/web-door.ts';
import { Unreadable, type WebDoor } from '../../model/index.ts';
import { oneLine, printable } from '../../text/printable.ts';
import type { Feed } from './feeds.ts';
import { fill } from './fill.ts';
import { advisories } from './say.ts';
import type { AdvisoryWriter } from './store/write.ts';

interface Result {
  /** Is there anything to be kept? */
  readonly changed: boolean;
  readonly line?: string;
  readonly problems: readonly string[];
}

/** One feed into a database, by way of `file`, which is taken away again. What cannot be fetched or read is a problem, a line each. */
export async function fetchInto(
  { address, optional }: Feed,
  file: string,
  writer: AdvisoryWriter,
  door: WebDoor = webDoor(),
): Promise<Result> {
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
    return { changed: true, line: advisories(count), problems: problems.first };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return failed(error.message);
  } finally {
    forgetDownload(file);
  }
}
