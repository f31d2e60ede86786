import { openPart } from '../../host/file-part.ts';
import { lookAt } from '../../host/read.ts';
import { renewFile } from '../../host/renewed-file.ts';
import { openSqlite } from '../../host/sqlite.ts';
import { Unreadable } from '../../model/index.ts';
import { schemaVersion, versionOf } from './store/schema.ts';
import { type AdvisoryWriter, advisoryWriter } from './store/write.ts';

/**
 * Lets `work` write into a copy of the database, which takes its place when `work` answers true. A file of another schema, or one that is damaged, is not copied: it is
 * made anew. `fresh`: what was in it is left behind. Throws Unreadable, which names the file: it cannot be written, or is no SQLite file and so somebody's own.
 */
export async function renewDatabase(path: string, fresh: boolean, work: (writer: AdvisoryWriter) => Promise<boolean>): Promise<void> {
  refuseForeign(path);
  const from = !fresh && isOurs(path) ? 'copy' : 'nothing';
  const today = new Date().toISOString().slice(0, 10);
  await renewFile(path, from, async (temporary) => {
    const writer = named(`${path} was not written`, () => advisoryWriter(temporary, from === 'nothing', today));
    try {
      if (!(await work(writer))) return false;
      named(`${path} was not written`, () => writer.finish());
      return true;
    } finally {
      writer.close();
    }
  });
}

/** A word too few after --db must not cost a file. */
function refuseForeign(path: string): void {
  const there = lookAt(path);
  if (there === undefined) return;
  if (!there.isFile()) throw new Unreadable(`${path} is no regular file: advisories are kept in one`);
  const file = named(path, () => openPart(path));
  try {
    const start = file.readAt(0, magic.length);
    if (start.length > 0 && new TextDecoder().decode(start) !== magic)
      throw new Unreadable(`${path} holds no advisories, and was left as it is: name another file, or remove it`);
  } finally {
    file.close();
  }
}

/** How every SQLite 3 file begins (sqlite.org/fileformat2.html 1.3). */
const magic = 'SQLite format 3\0';

function named<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Unreadable ? new Unreadable(`${what}: ${error.message}`) : error;
  }
}

function isOurs(path: string): boolean {
  if (lookAt(path)?.isFile() !== true) return false;
  try {
    const database = openSqlite(path, 'read');
    try {
      return versionOf(database) === schemaVersion;
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}
