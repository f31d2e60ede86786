import type { Problem, Source } from '../../model/index.ts';
import { problemAt } from '../../text/lines.ts';

/** What one reading of a file says about it, and what it has already read (an alias names the same node many times). */
export interface Notes {
  readonly source: Source;
  readonly problems: Problem[];
  /** Keep what no measure is about as well (ReadContext.everything). */
  readonly everything: boolean;
  /** Adds a problem at a place, once however often the place is read. */
  tell(at: { readonly start: number }, message: string): void;
  /** `make` once for each node and purpose: what is read through an alias costs nothing the second time. */
  once<T>(node: object, purpose: string, make: () => T): T;
}

export function takeNotes(source: Source, everything = false): Notes {
  const problems: Problem[] = [];
  const told = new Set<string>();
  const made = new WeakMap<object, Map<string, unknown>>();
  return {
    source,
    problems,
    everything,
    tell(at, message) {
      const key = `${at.start} ${message}`;
      if (told.has(key)) return;
      told.add(key);
      problems.push(problemAt(source, at.start, message));
    },
    once<T>(node: object, purpose: string, make: () => T): T {
      const known = made.get(node) ?? new Map<string, unknown>();
      made.set(node, known);
      if (!known.has(purpose)) known.set(purpose, make());
      return known.get(purpose) as T;
    },
  };
}
