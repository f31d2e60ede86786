import { allCapabilities } from '../facts/capabilities.ts';
import { byDefault, type Entries, type Field, isUnknown, knownValue, type Origin } from '../model/index.ts';

const existing: ReadonlySet<string> = new Set(allCapabilities);

export const ALL = 'ALL';

/** The entry that says ALL, if any. */
export const allOf = (entries: Entries<string>): Field<string> | undefined => entries.find((entry) => knownValue(entry) === ALL);

/** The entries that name a capability that Linux has, and those that could not be resolved. */
export const named = (entries: Entries<string>): Entries<string> =>
  entries.filter((entry) => isUnknown(entry) || existing.has(entry.value));

export const unresolved = (entries: Entries<string>): Entries<string> => entries.filter(isUnknown);

/** Every capability, because a line says ALL. */
export function everyCapability(from: string, origin: Origin | undefined): Entries<string> {
  return allCapabilities.map((name) => byDefault(name, from, origin));
}

/** `entries` without those that `taken` names. */
export function without(entries: Entries<string>, taken: Entries<string>): Entries<string> {
  const names = new Set(taken.map(knownValue));
  return entries.filter((entry) => isUnknown(entry) || !names.has(entry.value));
}

/** Both, each capability once; where both have it the reason of `added` counts, at its place in `base`. */
export function union(base: Entries<string>, added: Entries<string>): Entries<string> {
  const byName = new Map(base.map((entry, index) => [knownValue(entry) ?? index, entry] as const));
  added.forEach((entry, index) => {
    byName.set(knownValue(entry) ?? base.length + index, entry);
  });
  return [...byName.values()];
}

/** A default is in doubt when what is taken away is: the doubt stands for all of them. */
export function takeAway(base: Entries<string>, drop: Entries<string>): Entries<string> {
  const doubts = unresolved(drop);
  return doubts.length > 0 ? doubts : without(base, drop);
}
