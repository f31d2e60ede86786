import { compareDigits } from './digits.ts';

/**
 * The order of rpm's versions, [epoch:]version[-release]: rpm-version(7) and rpmvercmp of rpm 4.18. Negative: `a` is the older one. No epoch is epoch 0;
 * a version without a release is older than the same with one, as rpmverCmp has it. Undefined: one of them has nothing to compare.
 */
export function compareRpm(a: string, b: string): number | undefined {
  const [one, two] = [parsed(a), parsed(b)];
  if (one === undefined || two === undefined) return undefined;
  return compareDigits(one.epoch, two.epoch) || compareSegments(one.version, two.version) || compareRelease(one.release, two.release);
}

interface Parsed {
  readonly epoch: string;
  readonly version: string;
  readonly release: string | undefined;
}

function parsed(text: string): Parsed | undefined {
  if (text.length > 1000) return undefined;
  const epoch = /^(\d*):/.exec(text);
  const rest = epoch === null ? text : text.slice(epoch[0].length);
  const hyphen = rest.lastIndexOf('-');
  const version = hyphen === -1 ? rest : rest.slice(0, hyphen);
  if (version === '') return undefined;
  return { epoch: epoch?.[1] ?? '', version, release: hyphen === -1 ? undefined : rest.slice(hyphen + 1) };
}

function compareRelease(a: string | undefined, b: string | undefined): number {
  if (a !== undefined && b !== undefined) return compareSegments(a, b);
  return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1);
}

/** Runs of digits, of letters, "~" and "^"; everything else only divides them. */
const segments = (text: string): string[] => text.match(/\d+|[A-Za-z]+|~|\^/g) ?? [];

/**
 * Segment by segment: "~" is older than the end, "^" newer than the end and older than all else, a number newer than letters, and what has
 * more segments is the newer one. What only divides does not count.
 */
function compareSegments(a: string, b: string): number {
  if (a === b) return 0;
  const [one, two] = [segments(a), segments(b)];
  for (let at = 0; at < one.length || at < two.length; at++) {
    const difference = compareSegment(one[at], two[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareSegment(a: string | undefined, b: string | undefined): number {
  const kinds = rank(a) - rank(b);
  if (kinds !== 0 || a === undefined || b === undefined) return kinds;
  if (/^\d/.test(a)) return compareDigits(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

const rank = (segment: string | undefined): number => {
  if (segment === '~') return 0;
  if (segment === undefined) return 1;
  if (segment === '^') return 2;
  return /^\d/.test(segment) ? 4 : 3;
};
