import { type Origin, type Problem, type ReadContext, type Source, Unreadable } from '../../model/index.ts';
import { positionAt } from '../../text/lines.ts';
import type { QuadletUnit } from './quadlet-unit.ts';

/** One call of read: what it was given, and what it comes to beside the containers. */
export interface Reading {
  readonly main: Source;
  readonly context: ReadContext;
  readonly problems: Problem[];
  readonly alsoRead: Set<string>;
  /** Other units by their name: many lines may name one. */
  readonly units: Map<string, QuadletUnit | undefined>;
}

export function problem({ problems }: Reading, { source, start }: Pick<Origin, 'source' | 'start'>, message: string): void {
  problems.push({ file: source.path, ...positionAt(source, start), message });
}

/** A file beside another one; undefined: there is none, or it cannot be read, which is a problem. */
export function load(reading: Reading, path: string, from: Source, at: Pick<Origin, 'source' | 'start'>): Source | undefined {
  try {
    return reading.context.load(path, from);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problem(reading, at, `${path} was not read: ${error.message}`);
    return undefined;
  }
}
