import type { Entries, Field, Origin } from '../../model/index.ts';
import { say } from './say.ts';

/** Why a value is what it is. */
export type Reason =
  | { readonly kind: 'written'; readonly origin: Origin }
  | { readonly kind: 'default'; readonly from: string; readonly origin?: Origin }
  | { readonly kind: 'unknown'; readonly because: string; readonly origin?: Origin };

/** One value of the effective view. */
export interface Row {
  /** The model's path: "process.noNewPrivileges", "mounts[/data].readonly". */
  readonly path: string;
  /** Empty where it is not known. */
  readonly value: string;
  readonly reason: Reason;
}

export function row<T>(path: string, field: Field<T> | undefined, words: (value: T) => string = say): readonly Row[] {
  return field === undefined ? [] : [{ path, value: field.state === 'unknown' ? '' : words(field.value), reason: reasonOf(field) }];
}

/** One row for each reason in a list, in the order of the list; one row that says "none" for an empty list. */
export function list<T>(path: string, entries: Entries<T> | undefined): readonly Row[] {
  if (entries === undefined) return [];
  if (entries.length === 0) return [{ path, value: 'none', reason: { kind: 'default', from: 'nothing sets it' } }];
  const byReason = new Map<string, { reason: Reason; values: string[] }>();
  for (const entry of entries) {
    const reason = reasonOf(entry);
    const key = reasonKey(reason);
    const group = byReason.get(key) ?? { reason, values: [] };
    if (entry.state !== 'unknown') group.values.push(say(entry.value));
    byReason.set(key, group);
  }
  return [...byReason.values()].map(({ reason, values }) => ({ path, value: values.join(', '), reason }));
}

export const writtenRow = (path: string, value: string, origin: Origin): Row => ({ path, value, reason: { kind: 'written', origin } });

/** Why a field is what it is. */
export function reasonOf(field: Field<unknown>): Reason {
  if (field.state === 'written') return { kind: 'written', origin: field.origin };
  const place = field.origin === undefined ? {} : { origin: field.origin };
  return field.state === 'default'
    ? { kind: 'default', from: field.from, ...place }
    : { kind: 'unknown', because: field.because, ...place };
}

/** The same for the same reason at the same place. */
export function reasonKey(reason: Reason): string {
  const words = reason.kind === 'default' ? reason.from : reason.kind === 'unknown' ? reason.because : '';
  const { origin } = reason;
  return JSON.stringify([reason.kind, words, origin?.source.path, origin?.start, origin?.end]);
}
