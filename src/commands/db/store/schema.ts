import type { Sqlite } from '../../../host/sqlite.ts';

/** Raised with every change of what is kept: a file of another one is made anew. */
export const schemaVersion = 1;

export const createTables = (database: Sqlite): void =>
  database.exec(`
    CREATE TABLE source (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, imported TEXT NOT NULL, newest TEXT, count INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE advisory (
      n INTEGER PRIMARY KEY, source INTEGER NOT NULL, id TEXT NOT NULL, cves TEXT NOT NULL, aliases TEXT NOT NULL,
      summary TEXT, url TEXT, severity TEXT, score REAL, vector TEXT, day TEXT
    );
    CREATE INDEX advisory_id ON advisory (source, id);
    CREATE TABLE affected (ecosystem TEXT NOT NULL, name TEXT NOT NULL, advisory INTEGER NOT NULL, data TEXT NOT NULL);
    CREATE INDEX affected_name ON affected (ecosystem, name);
    CREATE TABLE score (cve TEXT PRIMARY KEY, severity TEXT NOT NULL, score REAL NOT NULL, vector TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE ecosystem (name TEXT PRIMARY KEY, newest TEXT NOT NULL, count INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE fetched (address TEXT PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID;
    PRAGMA user_version = ${schemaVersion};
  `);

export const versionOf = (database: Sqlite): number => Number(database.prepare('PRAGMA user_version').all()[0]?.user_version ?? 0);
