import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Unreadable } from '../model/index.ts';
import { openSqlite } from './sqlite.ts';
import { sqliteRows } from './sqlite-bytes.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-test-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const fresh = (): string => join(folder, `${++count}.db`);

/** The bytes of a file that these statements make. */
function made(sql: string): Buffer {
  const path = fresh();
  const database = openSqlite(path, 'new');
  database.exec(sql);
  database.close();
  return readFileSync(path);
}
const table = "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB NOT NULL); INSERT INTO Packages VALUES (1, x'0102'), (2, x'');";
const query = 'SELECT hnum, blob FROM Packages ORDER BY hnum';

describe('openSqlite', () => {
  it('keeps text, numbers, bytes and nothing, and answers for values that are given', () => {
    const path = fresh();
    const database = openSqlite(path, 'new');
    database.exec('CREATE TABLE t (a TEXT, b INTEGER, c BLOB); CREATE INDEX i ON t (a)');
    const insert = database.prepare('INSERT INTO t VALUES (?, ?, ?)');
    insert.run("it's; é", 2 ** 40, Uint8Array.of(0, 255));
    insert.run('x', 1.5, null);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const rows = [
      ...database.prepare('SELECT * FROM t WHERE a = ?').all("it's; é"),
      ...database.prepare('SELECT * FROM t WHERE a = ?').all('x'),
    ];
    expect(rows.map(({ a, b, c }) => [a, b, c === null ? null : [...(c as Uint8Array)]])).toEqual([
      ["it's; é", 2 ** 40, [0, 255]],
      ['x', 1.5, null],
    ]);
    database.close();
  });

  it('reads without writing, and makes nothing', () => {
    const path = fresh();
    openSqlite(path, 'new').close();
    const reading = openSqlite(path, 'read');
    expect(() => reading.exec('CREATE TABLE t (a)')).toThrow(Unreadable);
    reading.close();
    expect(() => openSqlite(path, 'new')).toThrow(Unreadable);
    expect(() => openSqlite(join(folder, 'none.db'), 'read')).toThrow('there is no such file');
    expect(existsSync(join(folder, 'none.db'))).toBe(false);
  });

  it('a file that is none is told in one line', () => {
    const path = fresh();
    writeFileSync(path, 'A'.repeat(5000));
    expect(() => openSqlite(path, 'read').prepare('SELECT 1 FROM sqlite_schema').all()).toThrow(
      /^it is no SQLite file, or a damaged one .*$/,
    );
  });
});

describe('sqliteRows', () => {
  const left = (): number => readdirSync(tmpdir()).filter((name) => name.startsWith(`bulkhead-scratch-${process.pid}-`)).length;

  it('rows with their bytes, also of a file that was written through a journal of its own', () => {
    const walled = Buffer.from(made(table));
    walled.set([2, 2], 18);
    for (const bytes of [made(table), walled])
      expect(sqliteRows(bytes, query).map(({ hnum, blob }) => [hnum, [...(blob as Uint8Array)]])).toEqual([
        [1, [1, 2]],
        [2, []],
      ]);
    expect(left()).toBe(0);
  });

  const view =
    "CREATE VIEW Packages AS WITH RECURSIVE n(hnum, blob) AS (SELECT 1, '' UNION ALL SELECT hnum + 1, '' FROM n) SELECT * FROM n;";
  it.each<[string, () => Uint8Array, RegExp]>([
    ['nothing', () => new Uint8Array(0), /no SQLite file/],
    ['a text', () => Buffer.from('x'.repeat(100)), /no SQLite file/],
    ['only its first bytes', () => made(table).subarray(0, 40), /no SQLite file|damaged/],
    ['cut off', () => made(table).subarray(0, 5000), /no SQLite file|damaged/],
    ['no such table', () => made('CREATE TABLE x (a)'), /no such table/],
    ['a view without an end', () => made(view), /computed/],
    ['a column that is computed', () => made('CREATE TABLE Packages (hnum INTEGER, blob\tAS(zeroblob(900000000)));'), /computed/],
    ['a virtual table', () => made('CREATE VIRTUAL TABLE Packages USING fts5(hnum, blob);'), /computed/],
    ['a page that is its own child', () => looped(), /damaged/],
  ])('%s is refused', (_, bytes, message) => {
    expect(() => sqliteRows(bytes(), query)).toThrow(Unreadable);
    expect(() => sqliteRows(bytes(), query)).toThrow(message);
    expect(left()).toBe(0);
  });

  /** The root of the table, page 2, leads to itself: sqlite.org/fileformat2.html, section 1.6. */
  function looped(): Buffer {
    const many = `${table} WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO Packages SELECT i, zeroblob(200) FROM n;`;
    const bytes = made(many);
    const page = bytes.readUInt16BE(16);
    expect(bytes[page]).toBe(5);
    bytes.writeUInt32BE(2, page + 8);
    return bytes;
  }
});
