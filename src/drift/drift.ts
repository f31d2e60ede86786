import type { Field, Severity } from '../model/index.ts';

/** One field of which the kernel holds something else than the engine was told to make. */
export interface Drift {
  /** The model's path: "linux.resources.memory.limit", "mounts[/data].readonly". */
  readonly path: string;
  /** What the engine was to make of it; its field says whether somebody wrote that, and where. */
  readonly effective: Side;
  readonly observed: Side;
  /**
   * `weaker`: a measure is missing or less than was asked for. `stronger`: more than was asked for, as by a program that gives up what it needs no
   * more. `different`: neither.
   */
  readonly direction: Direction;
  /** Of `weaker`: how much is lost. */
  readonly severity: Severity;
}

export type Direction = 'weaker' | 'stronger' | 'different';

export interface Side {
  /** In words: "512 MiB", "none". */
  readonly value: string;
  readonly field: Field<unknown>;
}

export const side = (value: string, field: Field<unknown>): Side => ({ value, field });

/** Two known values of one field that differ; undefined: they agree, or one of them is not known. */
export function differ<E, O = E>(
  path: string,
  severity: Severity,
  effective: Field<E> | undefined,
  observed: Field<O> | undefined,
  compare: (effective: E, observed: O) => Direction | undefined,
  say: (value: E | O) => string,
): Drift[] {
  if (effective === undefined || observed === undefined || effective.state === 'unknown' || observed.state === 'unknown') return [];
  const direction = compare(effective.value, observed.value);
  if (direction === undefined) return [];
  return [{ path, severity, direction, effective: side(say(effective.value), effective), observed: side(say(observed.value), observed) }];
}
