import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unreadable } from '../model/index.ts';
import { ownedFolder, removeFolder } from './left-behind.ts';
import { isSystemError, reasonOfError } from './read.ts';
import { openSqlite, type Sqlite, type SqliteRow } from './sqlite.ts';

const magic = 'SQLite format 3\0';
const headerLength = 100;

/**
 * The rows that a query gives of a SQLite file in memory, which may be anybody's. It is written to a file that only the caller can read, and taken away at once.
 * Throws Unreadable: no such file, damaged, or one whose tables compute what they hold (views, virtual tables, generated columns): these could compute without end.
 */
export function sqliteRows(bytes: Uint8Array, query: string): readonly SqliteRow[] {
  if (bytes.length < headerLength || Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') !== magic)
    throw new Unreadable('it is no SQLite file');
  const folder = scratch();
  try {
    const path = join(folder, 'database');
    // Bytes 18 and 19: written through a journal of its own, which is not here; what the file itself holds is whole (sqlite.org/fileformat2.html, section 1.3.3).
    const own = Uint8Array.from(bytes);
    own.set([1, 1], 18);
    writeFileSync(path, own, { mode: 0o600 });
    const database = openSqlite(path, 'read');
    try {
      refuseComputed(database);
      return database.prepare(query).all();
    } finally {
      database.close();
    }
  } catch (error) {
    throw isSystemError(error) ? new Unreadable(reasonOfError(error)) : error;
  } finally {
    removeFolder(folder);
  }
}

function scratch(): string {
  try {
    return ownedFolder('scratch', tmpdir());
  } catch (error) {
    throw new Unreadable(`no folder can be made below ${tmpdir()}: ${reasonOfError(error)}`);
  }
}

const views = "SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index') OR rootpage = 0";
const generated = "SELECT count(*) FROM sqlite_schema AS s, pragma_table_xinfo(s.name) AS x WHERE s.type = 'table' AND x.hidden <> 0";

/** quick_check goes through every page once, so that pages which point at each other in circles are found before a query follows them. */
function refuseComputed(database: Sqlite): void {
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA cell_size_check = ON');
  const first = (sql: string): unknown => Object.values(database.prepare(sql).all()[0] ?? {})[0];
  if (first(views) !== 0 || first(generated) !== 0)
    throw new Unreadable('it is a SQLite file whose tables are computed, which is not read');
  if (first('PRAGMA quick_check(1)') !== 'ok') throw new Unreadable('it is a damaged SQLite file');
}
