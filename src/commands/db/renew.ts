import { lookAt } from '../../host/read.ts';
import { renewFile } from '../../host/renewed-file.ts';
import { openSqlite } from '../../host/sqlite.ts';
import { Unreadable } from '../../model/index.ts';
import { schemaVersion, versionOf } from './store/schema.ts';
import { type AdvisoryWriter, advisoryWriter } from './store/write.ts';

/**
 * Lets `work` write into a copy of the database, which takes its place when `work` answers true. A file of another schema, or one that is damaged, is not copied: it is
 * made anew. `fresh`: what was in it is left behind.
 */
export async function renewDatabase(path: string, fresh: boolean, work: (writer: AdvisoryWriter) => Promise<boolean>): Promise<void> {
  const from = !fresh && isOurs(path) ? 'copy' : 'nothing';
  const today = new Date().toISOString().slice(0, 10);
  await renewFile(path, from, async (temporary) => {
    const writer = advisoryWriter(temporary, from === 'nothing', today);
    try {
      if (!(await work(writer))) return false;
      writer.finish();
      return true;
    } finally {
      writer.close();
    }
  });
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
