import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { owner, ownerPattern, stateOf } from './owner.ts';

/**
 * Folders that carry the name of the process that made them, so that a later one sees which were left by a process that is no more: it was killed
 * before it could tidy up. `prove`: a probe program; `run`: secrets; `scratch`: files for another program.
 */
type Kind = 'prove' | 'run' | 'scratch';

const noteName = 'note.json';

/** A new folder, which nobody else can enter. Throws as the file system does. */
export const ownedFolder = (kind: Kind, place: string): string => mkdtempSync(join(place, `bulkhead-${kind}-${owner()}-`));

/** What has to be undone beside the folder if this process does not live to do it: for the next start to read. */
export const keepNoteIn = (folder: string, note: object): void =>
  writeFileSync(join(folder, noteName), JSON.stringify(note), { mode: 0o600 });

/** A folder whose process has ended without taking it away, and the note in it. */
export interface LeftFolder {
  readonly path: string;
  readonly note?: unknown;
}

/** Only folders of this very user: who else may write into the same place must not have us undo anything. */
export function foldersLeft(kind: Kind, places: readonly string[]): readonly LeftFolder[] {
  const name = new RegExp(`^bulkhead-${kind}-(${ownerPattern})-[^/]{6}$`);
  return places.flatMap((place) =>
    namesIn(place).flatMap((entry) => {
      const who = name.exec(entry)?.[1];
      const state = who === undefined ? 'alive' : stateOf(who);
      const path = join(place, entry);
      if ((state !== 'ended' && state !== 'earlier') || !isOwnFolder(path)) return [];
      // A boot has undone what a note speaks of.
      const note = state === 'ended' ? noteIn(path) : undefined;
      return [{ path, ...(note === undefined ? {} : { note }) }];
    }),
  );
}

export const removeFolder = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 });

const isOwnFolder = (path: string): boolean => {
  const status = lstatSync(path, { throwIfNoEntry: false });
  return status?.isDirectory() === true && status.uid === process.geteuid?.();
};

function noteIn(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, noteName), 'utf8'));
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
