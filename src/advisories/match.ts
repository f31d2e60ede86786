import type { Distribution, ImagePackage, Vulnerability } from '../model/index.ts';
import { placesOf } from './ecosystem.ts';
import type { Entry, Known } from './known.ts';
import { type Finding, merged } from './merge.ts';
import { type Order, standingOf } from './range.ts';

/** An image has some hundred packages with some ten each; a record that claims a million of them must not fill the memory. */
const mostVulnerabilities = 100_000;

/**
 * The known vulnerabilities of packages, each once a package, in the order of the packages and of the ids. Pure but for what `known` does.
 */
export function match(
  packages: readonly ImagePackage[],
  distribution: Distribution | undefined,
  known: Known,
  order: Order,
): readonly Vulnerability[] {
  const seen = new Map<string, readonly Found[]>();
  const all: Vulnerability[] = [];
  for (const one of packages) {
    const places = placesOf(one, distribution);
    const key = JSON.stringify(places);
    let found = seen.get(key);
    if (found === undefined) {
      found = foundFor(one, places, known, order);
      seen.set(key, found);
    }
    for (const vulnerability of found) all.push({ ...vulnerability, package: one });
    if (all.length > mostVulnerabilities) break;
  }
  return all;
}

type Found = Omit<Vulnerability, 'package'>;

function foundFor(one: ImagePackage, places: ReturnType<typeof placesOf>, known: Known, order: Order): readonly Found[] {
  const findings = places.flatMap(({ ecosystem, name, version }) =>
    known.entries(ecosystem, name).flatMap((entry) => findingsOf(entry, one, version, order)),
  );
  return merged(findings, (a, b) => order(one.kind, a, b), known);
}

/** An announcement of several CVEs is as many vulnerabilities. */
function findingsOf({ advisory, affected }: Entry, { kind }: ImagePackage, version: string, order: Order): readonly Finding[] {
  const standing = standingOf(kind, version, affected, order);
  if (standing.is === 'not') return [];
  const { id, cves, aliases, source, summary, url, rating } = advisory;
  const fixed = standing.is === 'affected' ? standing.fixed : undefined;
  const state = standing.is === 'unknown' ? 'unknown' : fixed !== undefined ? 'fixed' : (affected.state ?? 'affected');
  const several = cves.length > 1;
  const common = {
    announcement: several || (cves.length === 1 && cves[0] !== id) ? id : undefined,
    state,
    fixed,
    source,
    summary,
    url,
    rating,
    word: affected.severity,
    unimportant: affected.unimportant === true,
  } as const;
  if (several) return cves.map((cve) => ({ ...common, id: cve, names: [cve] }));
  const own = cves[0] ?? id;
  return [{ ...common, id: own, names: [own, id, ...aliases] }];
}
