import { type Origin, type Problem, type ReadContext, type Source, Unreadable } from '../../model/index.ts';
import { problemAt } from '../../text/lines.ts';
import type { Lookup } from './interpolate.ts';

/** What a file's texts mean: where its relative paths start, and what its variables stand for. */
export interface Scope {
  /** The project folder, as seen from the main file's folder; '' is that folder itself. */
  readonly dir: string;
  /** The file's own folder, likewise. */
  readonly folder: string;
  readonly lookup: Lookup;
}

/** The state of one read: a Compose file with everything that it includes, extends and is overridden by. */
export interface Reading {
  readonly context: ReadContext;
  readonly main: Source;
  readonly scopes: Map<Source, Scope>;
  readonly alsoRead: Set<string>;
  readonly problems: Problem[];
  readonly said: Set<string>;
  /** Settings that may still be copied or read, files that may still be loaded. */
  left: { settings: number; files: number };
}

/**
 * Anchors, extends and include multiply: a few hundred lines can stand for billions of settings. compose-go 2 gives up at
 * 100,000 nodes of one document (loader/reset.go); a project is allowed more here.
 */
const mostSettings = 300_000;
const mostFiles = 200;
/** A file with thousands of mistakes is told of the first ones. */
const mostProblems = 200;

export const startReading = (main: Source, context: ReadContext): Reading => ({
  context,
  main,
  scopes: new Map(),
  alsoRead: new Set(),
  problems: [],
  said: new Set(),
  left: { settings: mostSettings, files: mostFiles },
});

/** Says it once, however many services share the place by an anchor. */
export function problem(reading: Reading, place: Pick<Origin, 'source' | 'start'>, message: string): void {
  const key = `${place.source.path}\n${place.start}\n${message}`;
  if (reading.said.has(key) || reading.problems.length > mostProblems) return;
  reading.said.add(key);
  const full = reading.problems.length === mostProblems;
  reading.problems.push(
    problemAt(place.source, place.start, full ? 'there are more mistakes than these: mend them and check again' : message),
  );
}

/** Throws Unreadable when the project has grown out of all proportion; read() turns that into a problem. */
export function spend(reading: Reading, settings: number): void {
  reading.left.settings -= settings;
  if (reading.left.settings >= 0) return;
  throw new Unreadable(
    `anchors, extends or include expand to more than ${mostSettings} settings: not judged any further; check the file, or the output of \`docker compose config\` in parts`,
  );
}

export const scopeOf = (reading: Reading, source: Source): Scope =>
  reading.scopes.get(source) ?? { dir: '', folder: '', lookup: () => undefined };
