import type { Origin } from './origin.ts';

/**
 * One leaf of the model: a value together with how we came to know it.
 *
 * - `written`: the author wrote it, at `origin`.
 * - `default`: nobody wrote it; `from` says who decides ("Docker 28 default", "privileged: true").
 *   `origin` is there when a written line is the reason for the default.
 * - `unknown`: it cannot be resolved here; it must never be folded into a value.
 *
 * A field that is absent (`undefined`) was not set; in the effective view that means that the
 * engine gives no means to set it, or that nobody can know of it.
 */
export type Field<T> = Written<T> | Default<T> | Unknown;

export interface Written<T> {
  readonly state: 'written';
  readonly value: T;
  readonly origin: Origin;
}

export interface Default<T> {
  readonly state: 'default';
  readonly value: T;
  readonly from: string;
  readonly origin?: Origin | undefined;
}

export interface Unknown {
  readonly state: 'unknown';
  readonly because: string;
  readonly origin?: Origin | undefined;
}

/** A list whose every entry knows where it comes from. Absent: not set. Empty: set to nothing. */
export type Entries<T> = readonly Field<T>[];

export const written = <T>(value: T, origin: Origin): Written<T> => ({ state: 'written', value, origin });

export const byDefault = <T>(value: T, from: string, origin?: Origin): Default<T> => ({
  state: 'default',
  value,
  from,
  origin,
});

export const unknown = (because: string, origin?: Origin): Unknown => ({ state: 'unknown', because, origin });

export const isKnown = <T>(field: Field<T> | undefined): field is Written<T> | Default<T> =>
  field !== undefined && field.state !== 'unknown';

export const isUnknown = <T>(field: Field<T> | undefined): field is Unknown => field?.state === 'unknown';

/** The value, or undefined when it is not set or not known. Only for places where both mean the same. */
export const knownValue = <T>(field: Field<T> | undefined): T | undefined => (isKnown(field) ? field.value : undefined);

/** The same provenance with another value; an unknown field stays unknown. */
export function mapField<T, U>(field: Field<T>, change: (value: T) => U): Field<U> {
  return field.state === 'unknown' ? field : { ...field, value: change(field.value) };
}

/** Who decided, in words: "compose.yaml" style origins are rendered by the reports; this is the rest. */
export const reasonOf = (field: Field<unknown>): string | undefined => {
  if (field.state === 'default') return field.from;
  return field.state === 'unknown' ? field.because : undefined;
};
