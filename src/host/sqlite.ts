import { closeSync, openSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Unreadable } from '../model/index.ts';
import { isSystemError, reasonOfError } from './read.ts';
import { reasonNotWritten } from './write.ts';

/** Text, number or bytes; integers beyond 2^53 are not asked for. */
export type SqliteValue = string | number | Uint8Array | null;
export type SqliteRow = Readonly<Record<string, SqliteValue>>;

/** One SQLite file (one in memory: sqlite-bytes.ts). Every method throws Unreadable for a file that is none or is damaged. */
export interface Sqlite {
  /** Statements that answer nothing, with semicolons between. */
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

export interface SqliteStatement {
  run(...values: readonly SqliteValue[]): void;
  all(...values: readonly SqliteValue[]): readonly SqliteRow[];
}

/** What node:sqlite and libsql have in common. */
interface Library {
  exec(sql: string): void;
  prepare(sql: string): {
    run(...values: readonly SqliteValue[]): unknown;
    all(...values: readonly SqliteValue[]): readonly Readonly<Record<string, unknown>>[];
  };
  close(): void;
}
type Open = new (path: string) => Library;

/**
 * `new`: a file that is not there yet, which only the caller can read and write. `read`: one that is there, and stays as it is. `write`: one that is there. Throws
 * Unreadable.
 */
export function openSqlite(path: string, how: 'new' | 'read' | 'write'): Sqlite {
  try {
    // Both libraries would make what is not there.
    if (how === 'new') writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
    else closeSync(openSync(path, 'r'));
  } catch (error) {
    throw isSystemError(error) ? new Unreadable(how === 'new' ? reasonNotWritten(error) : reasonOfError(error)) : error;
  }
  const database = opened(path);
  if (how === 'read') database.exec('PRAGMA query_only = ON');
  return database;
}

/** A file as it is, by whoever has SQLite here: Node itself since 22.13, a library before. */
function opened(path: string): Sqlite {
  const Database = fromNode() ?? fromLibrary();
  const library = told(() => new Database(path));
  return {
    exec: (sql) => told(() => library.exec(sql)),
    prepare(sql) {
      const statement = told(() => library.prepare(sql));
      return {
        run: (...values) => void told(() => statement.run(...values)),
        all: (...values) => told(() => statement.all(...values)).map(plain),
      };
    },
    close: () => library.close(),
  };
}

/** libsql hands out blobs as bare memory. Most rows have none, and stay as they are. */
function plain(row: Readonly<Record<string, unknown>>): SqliteRow {
  for (const value of Object.values(row)) if (value instanceof ArrayBuffer) return withBytes(row);
  return row as SqliteRow;
}

const withBytes = (row: Readonly<Record<string, unknown>>): SqliteRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof ArrayBuffer ? new Uint8Array(value) : value]),
  ) as SqliteRow;

/** Every refusal is about the file or its words; mistakes of ours are told by the tests. */
function told<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const full = /disk is full/i.test(error.message);
    if (/database is locked/i.test(error.message)) throw new Unreadable('another program is writing it');
    throw new Unreadable(
      full ? 'no space is left' : `it is no SQLite file, or a damaged one (${error.message.split('\n', 1)[0]?.slice(0, 120)})`,
    );
  }
}

/** Node warns that it is an experiment; what it is used for here is stable in SQLite itself. */
function fromNode(): Open | undefined {
  const warn = process.emitWarning;
  process.emitWarning = () => {};
  try {
    const { DatabaseSync } = createRequire(import.meta.url)('node:sqlite') as { readonly DatabaseSync: Open };
    return DatabaseSync;
  } catch {
    return undefined;
  } finally {
    process.emitWarning = warn;
  }
}

function fromLibrary(): Open {
  const require = createRequire(import.meta.url);
  return require('libsql') as Open;
}
