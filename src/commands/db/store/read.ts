import type { Affected, Rating } from '../../../advisories/advisory.ts';
import type { Entry, Known } from '../../../advisories/known.ts';
import { openSqlite, type Sqlite, type SqliteRow, type SqliteValue } from '../../../host/sqlite.ts';
import { severities, Unreadable } from '../../../model/index.ts';
import { schemaVersion, versionOf } from './schema.ts';

/** A database that is open for reading. */
export interface AdvisoryReader extends Known {
  /** What is known of an ecosystem as a whole; undefined: nothing. `newest`: the day of its newest advisory. */
  ecosystem(name: string): { readonly newest: string; readonly count: number } | undefined;
  sources(): readonly { readonly name: string; readonly imported: string; readonly newest?: string; readonly count: number }[];
  close(): void;
}

/** Throws Unreadable: it is missing, damaged, or of another version of this program. */
export function advisoryReader(path: string): AdvisoryReader {
  const database = openSqlite(path, 'read');
  try {
    if (versionOf(database) !== schemaVersion)
      throw new Unreadable('it was made by another version of bulkhead: bulkhead db import or db update makes it anew');
    return reading(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

function reading(database: Sqlite): AdvisoryReader {
  const entries = database.prepare(
    `SELECT affected.data, advisory.*, source.name AS told FROM affected JOIN advisory ON advisory.n = affected.advisory JOIN source ON source.n = advisory.source
     WHERE affected.ecosystem = ? AND affected.name = ? ORDER BY advisory.n`,
  );
  const score = database.prepare('SELECT severity, score, vector FROM score WHERE cve = ?');
  const ecosystem = database.prepare('SELECT newest, count FROM ecosystem WHERE name = ?');
  return {
    entries: (where, name) => entries.all(where, name).map((row) => entryOf(row, where, name)),
    rating: (cve) => ratingOf(score.all(cve)[0]),
    ecosystem(name) {
      const row = ecosystem.all(name)[0];
      return row === undefined ? undefined : { newest: text(row.newest), count: Number(row.count) };
    },
    sources: () =>
      database
        .prepare('SELECT name, imported, newest, count FROM source WHERE count > 0 ORDER BY name')
        .all()
        .map(({ name, imported, newest, count }) => ({
          name: text(name),
          imported: text(imported),
          ...optional({ newest }),
          count: Number(count),
        })),
    close: () => database.close(),
  };
}

function entryOf(row: SqliteRow, ecosystem: string, name: string): Entry {
  const rating = ratingOf(row);
  const { summary, url, day } = row;
  return {
    advisory: {
      id: text(row.id),
      source: text(row.told),
      cves: words(row.cves),
      aliases: words(row.aliases),
      ...optional({ summary, url, day }),
      ...(rating === undefined ? {} : { rating }),
    },
    affected: { versions: [], ...(JSON.parse(text(row.data)) as Omit<Affected, 'ecosystem' | 'name' | 'versions'>), ecosystem, name },
  };
}

function ratingOf(row: SqliteRow | undefined): Rating | undefined {
  const severity = severities.find((each) => each === row?.severity);
  if (row === undefined || severity === undefined) return undefined;
  return { severity, ...(row.score === null ? {} : { score: Number(row.score), vector: text(row.vector) }) };
}

const text = (value: SqliteValue | undefined): string => (typeof value === 'string' ? value : '');
const words = (value: SqliteValue | undefined): readonly string[] => text(value).split(' ').filter(Boolean);

/** Without those that the file does not have. */
const optional = <Name extends string>(values: Readonly<Record<Name, SqliteValue | undefined>>): Partial<Record<Name, string>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string')) as Partial<Record<Name, string>>;
