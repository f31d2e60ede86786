import type { Severity, Vulnerability, VulnerabilityState } from '../model/index.ts';
import { printable } from '../text/printable.ts';
import type { Rating } from './advisory.ts';
import type { Known } from './known.ts';
import { isCve } from './values.ts';

/** What one advisory says of one vulnerability of a package. */
export interface Finding {
  readonly id: string;
  /** By which it is known as the same one: its own id and its aliases. */
  readonly names: readonly string[];
  /** The announcement that it was told in, which may tell of others too. */
  readonly announcement: string | undefined;
  readonly state: VulnerabilityState;
  readonly fixed: string | undefined;
  readonly source: string;
  readonly summary: string | undefined;
  readonly url: string | undefined;
  readonly rating: Rating | undefined;
  /** The word of who keeps the package. */
  readonly word: Severity | undefined;
  readonly unimportant: boolean;
}

type Compare = (a: string, b: string) => number | undefined;

/** Each vulnerability once, whoever tells of it, in the order of their ids. */
export function merged(
  findings: readonly Finding[],
  compare: Compare,
  known: Pick<Known, 'rating'>,
): readonly Omit<Vulnerability, 'package'>[] {
  return groupsOf(findings)
    .map((group) => oneOf(group, compare, known))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Those that share a name, also by way of a third. */
function groupsOf(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const byName = new Map<string, Finding[]>();
  for (const finding of findings) {
    const own: Finding[] = [finding];
    const others = new Set(finding.names.flatMap((name) => byName.get(name) ?? []));
    own.unshift(...others);
    for (const each of own) for (const name of each.names) byName.set(name, own);
  }
  return [...new Set(byName.values())];
}

/** A fix that anybody knows of outweighs that another knows of none. */
const weight: readonly VulnerabilityState[] = ['fixed', 'affected', 'will-not-fix', 'end-of-life', 'not-affected', 'unknown'];

function oneOf(group: readonly Finding[], compare: Compare, known: Pick<Known, 'rating'>): Omit<Vulnerability, 'package'> {
  const names = [...new Set(group.flatMap((each) => [...each.names, ...(each.announcement === undefined ? [] : [each.announcement])]))];
  const ids = group.map(({ id }) => id).sort();
  const id = ids.find(isCve) ?? ids[0] ?? '';
  const state = weight.find((each) => group.some((one) => one.state === each)) ?? 'unknown';
  // Whoever mends it by every advisory has the last of the versions.
  const fixes = group.flatMap(({ fixed }) => fixed ?? []);
  const fixed = fixes.reduce<string | undefined>(
    (last, each) => (last === undefined || (compare(each, last) ?? 0) > 0 ? each : last),
    undefined,
  );
  const teller = group.find((one) => one.state === state && one.fixed === fixed) ?? group[0];
  const rating = ratingOf(group, isCve(id) ? known.rating(id) : undefined);
  const summary = teller?.summary ?? group.find((one) => one.summary !== undefined)?.summary;
  return {
    id: printable(id),
    aliases: names
      .filter((name) => name !== id)
      .map(printable)
      .sort(),
    state,
    ...(fixed === undefined || state !== 'fixed' ? {} : { fixed: printable(fixed) }),
    ...rating,
    ...(summary === undefined ? {} : { summary: printable(summary) }),
    source: printable(teller?.source ?? ''),
    ...(teller?.url === undefined ? {} : { url: printable(teller.url) }),
  };
}

/** The worst that an advisory on it computes, else that is said of the CVE anywhere, else the word of who keeps the package. */
function ratingOf(group: readonly Finding[], elsewhere: Rating | undefined): Partial<Rating> {
  const scored =
    group.flatMap(({ rating }) => (rating?.score === undefined ? [] : [rating])).sort((a, b) => (b.score ?? 0) - (a.score ?? 0))[0] ??
    elsewhere;
  if (group.some(({ unimportant }) => unimportant)) return { ...scored, severity: 'low' };
  if (scored !== undefined) return scored;
  const severity = group.map(({ rating, word }) => word ?? rating?.severity).find((each) => each !== undefined);
  return severity === undefined ? {} : { severity };
}
