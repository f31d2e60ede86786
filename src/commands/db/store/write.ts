import type { Advisory, Affected } from '../../../advisories/advisory.ts';
import { openSqlite, type Sqlite } from '../../../host/sqlite.ts';
import { createTables } from './schema.ts';

/** Writes advisories into a database. Whatever is added counts only when it is closed. */
export interface AdvisoryWriter {
  /** A publisher's own word on an advisory takes the place of his former one. */
  add(advisory: Advisory): void;
  /** What comes of a source is all that there is: what was known of it before this run is forgotten, once. */
  renew(source: string): void;
  /** What an address said of itself when it was last fetched (an entity tag). */
  remembered(address: string): string | undefined;
  /** What was fetched from an address, and of whom that is. No tag: it is to be fetched again. */
  remember(address: string, tag: string | undefined, sources: readonly string[]): void;
  /** What was fetched from it last is still all that there is. */
  confirm(address: string): void;
  /** Counts, and makes it whole. */
  finish(): void;
  close(): void;
}

/** `path`: a new file, or one of this schema. `today`: "2026-11-22". */
export function advisoryWriter(path: string, isNew: boolean, today: string): AdvisoryWriter {
  const database = openSqlite(path, isNew ? 'new' : 'write');
  // Half a file is never put in place: no journal is needed.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000');
  if (isNew) createTables(database);
  database.exec('BEGIN; CREATE TEMP TABLE gone (n INTEGER PRIMARY KEY)');
  const sources = new Map<string, number>();
  const renewed = new Set<string>();
  const insert = statements(database);

  const sourceOf = (name: string): number => {
    const known = sources.get(name);
    if (known !== undefined) return known;
    insert.source.run(name, today);
    const n = Number(insert.sourceNumber.all(name)[0]?.n);
    sources.set(name, n);
    return n;
  };
  const fetched = (address: string): { readonly tag: string; readonly sources: readonly string[] } | undefined => {
    const answer = insert.lastFetched.all(address)[0]?.answer;
    return typeof answer === 'string' ? JSON.parse(answer) : undefined;
  };
  let next = Number(database.prepare('SELECT coalesce(max(n), 0) + 1 AS n FROM advisory').all()[0]?.n);

  return {
    add(advisory) {
      const { id, cves, aliases, rating, affected } = advisory;
      const source = sourceOf(advisory.source);
      if (!renewed.has(advisory.source)) {
        for (const { n } of insert.same.all(source, id)) {
          insert.gone.run(n ?? null);
          insert.forget.run(n ?? null);
        }
      }
      if (rating?.score !== undefined && rating.vector !== undefined && cves.length === 1)
        insert.score.run(cves[0] ?? '', rating.severity, rating.score, rating.vector);
      if (affected.length === 0) return;
      const n = next;
      next += 1;
      const [severity, score, vector] = [rating?.severity ?? null, rating?.score ?? null, rating?.vector ?? null];
      insert.advisory.run(
        n,
        source,
        id,
        cves.join(' '),
        aliases.join(' '),
        advisory.summary ?? null,
        advisory.url ?? null,
        severity,
        score,
        vector,
        advisory.day ?? null,
      );
      for (const one of affected) insert.affected.run(one.ecosystem, one.name, n, dataOf(one));
    },
    renew(name) {
      if (renewed.has(name)) return;
      renewed.add(name);
      const source = sourceOf(name);
      database.prepare('INSERT OR IGNORE INTO gone SELECT n FROM advisory WHERE source = ?').run(source);
      database.prepare('DELETE FROM advisory WHERE source = ?').run(source);
    },
    remembered: (address) => fetched(address)?.tag,
    remember(address, tag, names) {
      if (tag === undefined) insert.forgetFetched.run(address);
      else insert.fetched.run(address, JSON.stringify({ tag, sources: names }));
    },
    confirm(address) {
      for (const name of fetched(address)?.sources ?? []) insert.source.run(name, today);
    },
    finish() {
      database.exec(finishing);
    },
    close: () => database.close(),
  };
}

const dataOf = ({ ranges, versions, state, severity, unimportant }: Affected): string =>
  JSON.stringify({ ranges, ...(versions.length === 0 ? {} : { versions }), state, severity, unimportant });

const statements = (database: Sqlite) => ({
  source: database.prepare(
    'INSERT INTO source (name, imported) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET imported = excluded.imported',
  ),
  sourceNumber: database.prepare('SELECT n FROM source WHERE name = ?'),
  same: database.prepare('SELECT n FROM advisory WHERE source = ? AND id = ?'),
  gone: database.prepare('INSERT OR IGNORE INTO gone VALUES (?)'),
  forget: database.prepare('DELETE FROM advisory WHERE n = ?'),
  score: database.prepare('INSERT INTO score VALUES (?, ?, ?, ?) ON CONFLICT (cve) DO NOTHING'),
  advisory: database.prepare('INSERT INTO advisory VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
  affected: database.prepare('INSERT INTO affected VALUES (?, ?, ?, ?)'),
  fetched: database.prepare('INSERT OR REPLACE INTO fetched VALUES (?, ?)'),
  forgetFetched: database.prepare('DELETE FROM fetched WHERE address = ?'),
  lastFetched: database.prepare('SELECT answer FROM fetched WHERE address = ?'),
});

const finishing = `
  DELETE FROM affected WHERE advisory IN (SELECT n FROM gone);
  DROP TABLE gone;
  UPDATE source SET count = (SELECT count(*) FROM advisory WHERE source = source.n), newest = (SELECT max(day) FROM advisory WHERE source = source.n);
  DELETE FROM ecosystem;
  INSERT INTO ecosystem SELECT ecosystem, max(coalesce(day, imported)), count(DISTINCT advisory.n)
    FROM affected JOIN advisory ON advisory.n = affected.advisory JOIN source ON source.n = advisory.source GROUP BY ecosystem;
  COMMIT;
`;
