import type { PackageKind } from '../model/index.ts';
import type { Affected, Range } from './advisory.ts';

/** The order of one kind's versions; undefined: they cannot be compared. */
export type Order = (kind: PackageKind, a: string, b: string) => number | undefined;

/** Is a version affected, and from which one on no longer? `unknown`: a version cannot be compared. */
export type Standing = { readonly is: 'affected'; readonly fixed?: string } | { readonly is: 'not' } | { readonly is: 'unknown' };

/** As OSV evaluates it (docs/schema.md 1.7.5 of ossf/osv-schema, "Evaluation"): listed, or within one of the ranges. */
export function standingOf(kind: PackageKind, version: string, { ranges, versions }: Affected, order: Order): Standing {
  const found = ranges.map((range) => inRange(kind, version, range, order));
  const within = found.find(({ is }) => is === 'affected');
  if (within !== undefined) return within;
  if (versions.some((each) => each === version || order(kind, each, version) === 0)) return { is: 'affected' };
  return found.find(({ is }) => is === 'unknown') ?? { is: 'not' };
}

/**
 * Events in any order: what counts is the last introduction that is not above the version, and what comes between the two. A limit with "*" is none; of several the
 * farthest counts (docs/schema.md 1.7.5 of ossf/osv-schema, "Special values", "Evaluation").
 */
function inRange(kind: PackageKind, version: string, range: Range, order: Order): Standing {
  let isUnknown = false;
  const compare = (a: string, b: string): number => {
    if (a === b) return 0;
    if (a === '0' || b === '0') return a === '0' ? -1 : 1;
    const result = order(kind, a, b);
    if (result === undefined) isUnknown = true;
    return result ?? Number.NaN;
  };
  let from: string | undefined;
  let fixed: string | undefined;
  for (const [event, at] of range) {
    if (event === 'introduced' && compare(at, version) <= 0 && (from === undefined || compare(at, from) > 0)) from = at;
    if (event === 'fixed' && compare(at, version) > 0 && (fixed === undefined || compare(at, fixed) < 0)) fixed = at;
  }
  if (from === undefined) return isUnknown ? { is: 'unknown' } : { is: 'not' };
  const start = from;
  const limits = range.filter(([event]) => event === 'limit');
  const begins = range.findLastIndex(([event, at]) => event === 'introduced' && at === start);
  // Mended where it began ("0" and "0", by which Chainguard says that it never had it): the later one in the list counts.
  const isAfter = (at: string, place: number): boolean => compare(at, start) > 0 || (compare(at, start) === 0 && place > begins);
  const ended =
    range.some(([event, at], place) => event === 'fixed' && compare(at, version) <= 0 && isAfter(at, place)) ||
    range.some(([event, at]) => event === 'last' && compare(at, version) < 0 && compare(at, start) >= 0) ||
    (limits.length > 0 && limits.every(([, at]) => !at.includes('*') && compare(at, version) <= 0));
  if (isUnknown) return { is: 'unknown' };
  return ended ? { is: 'not' } : { is: 'affected', ...(fixed === undefined ? {} : { fixed }) };
}
