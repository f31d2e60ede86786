import type { Entries, Field } from '../../model/index.ts';

/** What could not be carried over, one line each, in the order in which it was met. */
export interface Notes {
  readonly lines: string[];
  /** The value; where it is not known a note says so. */
  value<T>(path: string, field: Field<T> | undefined): T | undefined;
  /** The known values; one note for each that is not. */
  values<T>(path: string, entries: Entries<T> | undefined): T[];
  add(line: string): void;
}

export function takeNotes(): Notes {
  const seen = new Set<string>();
  const lines: string[] = [];
  const add = (line: string) => {
    if (!seen.has(line)) lines.push(line);
    seen.add(line);
  };
  function value<T>(path: string, field: Field<T> | undefined): T | undefined {
    if (field?.state !== 'unknown') return field?.value;
    add(`${path} is not known: ${field.because}`);
    return undefined;
  }
  return {
    lines,
    add,
    value,
    values: (path, entries) => (entries ?? []).map((entry) => value(path, entry)).filter((entry) => entry !== undefined),
  };
}
