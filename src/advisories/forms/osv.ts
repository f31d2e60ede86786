import { Unreadable } from '../../model/index.ts';
import { isObject, type Loose, listOf, objectOf } from '../../text/json/loose.ts';
import type { Advisory, Affected, Range } from '../advisory.ts';
import { canonicalEcosystem, isDistribution, packageName } from '../ecosystem.ts';
import { ratingOf, wordSeverity } from '../rating.ts';
import { dayIn, firstLine, isCve, textIn, textsIn } from '../values.ts';
import { sourceOfId } from './osv-sources.ts';

/** One advisory may not stand for more events and versions than this: shared parts of YAML cost nothing to write. */
const mostEvents = 200_000;

/** Does it look like an advisory of OSV (ossf.github.io/osv-schema)? */
export const isOsv = (value: unknown): value is Loose =>
  isObject(value) &&
  textIn(value.id) !== undefined &&
  (Array.isArray(value.affected) || dayIn(value.modified) !== undefined || 'schema_version' in value);

/** One advisory; `withdrawn` ones affect nothing. Throws Unreadable: it is longer than any honest one. */
export function osvAdvisory(value: Loose): Advisory {
  const id = textIn(value.id) ?? '';
  const affected = value.withdrawn === undefined ? affectedIn(value) : [];
  const { cves, aliases } = idsOf(value, id, affected);
  const summary = firstLine(value.summary) ?? firstLine(value.details);
  const day = dayIn(value.modified) ?? dayIn(value.published) ?? firstDayOf(id);
  const rating = ratingOf(listOf(value.severity), objectOf(value.database_specific).severity) ?? ratedInside(value) ?? malicious(id);
  const url = textIn(objectOf(value.database_specific).url) ?? `https://osv.dev/vulnerability/${encodeURIComponent(id)}`;
  return {
    id,
    source: sourceOfId(id),
    cves,
    aliases,
    url,
    ...(summary === undefined ? {} : { summary }),
    ...(rating === undefined ? {} : { rating }),
    ...(day === undefined ? {} : { day }),
    affected,
  };
}

/** Go's advisories come without a date from where they are kept; their number tells the year. */
function firstDayOf(id: string): string | undefined {
  const year = /^[A-Z]+-(20\d\d)-/.exec(id)?.[1];
  return year === undefined ? undefined : `${year}-01-01`;
}

/** A package that somebody made to do harm is not rated by its publisher. */
const malicious = (id: string): Advisory['rating'] => (id.startsWith('MAL-') ? { severity: 'critical' } : undefined);

/** Some rate each package apart, all alike. */
function ratedInside(value: Loose): Advisory['rating'] {
  for (const each of listOf(value.affected).slice(0, 100)) {
    const rating = ratingOf(listOf(objectOf(each).severity), undefined);
    if (rating !== undefined) return rating;
  }
  return undefined;
}

/**
 * Announcements of distributions name the CVEs in `upstream`, older ones in `related`; of others `related` is what is like it. An alias is the same
 * vulnerability by another name.
 */
function idsOf(value: Loose, id: string, affected: readonly Affected[]): Pick<Advisory, 'cves' | 'aliases'> {
  const same = [id, ...textsIn(value.aliases)];
  const own = same.filter(isCve);
  if (own.length > 0) return { cves: own.slice(0, 1), aliases: same.filter((each) => each !== id && each !== own[0]).slice(0, 20) };
  const upstream = textsIn(value.upstream).filter(isCve);
  const ofDistribution = affected.length > 0 && affected.every(({ ecosystem }) => isDistribution(ecosystem));
  const related = upstream.length > 0 || !ofDistribution ? upstream : textsIn(value.related).filter(isCve);
  return { cves: [...new Set(related)].slice(0, 5000), aliases: same.slice(1, 21) };
}

function affectedIn(value: Loose): readonly Affected[] {
  let budget = mostEvents;
  const spend = (count: number): void => {
    budget -= count + 1;
    if (budget < 0) throw new Unreadable(`it names more than ${mostEvents} versions`);
  };
  const all = listOf(value.affected);
  spend(all.length);
  return all.flatMap((each): Affected[] => {
    const one = objectOf(each);
    const { ecosystem: stated, name } = objectOf(one.package);
    const ecosystem = canonicalEcosystem(textIn(stated) ?? '');
    const named = textIn(name);
    if (ecosystem === undefined || named === undefined) return [];
    spend(listOf(one.ranges).length);
    const ranges = listOf(one.ranges)
      .map((range) => rangeIn(objectOf(range), spend))
      .filter((range) => range !== undefined);
    spend(listOf(one.versions).length);
    // Of a distribution they only spell out the ranges, at great length.
    const versions = ranges.length > 0 && isDistribution(ecosystem) ? [] : textsIn(one.versions);
    if (ranges.length === 0 && versions.length === 0) return [];
    const { severity: word, urgency } = objectOf(one.ecosystem_specific);
    const severity = wordSeverity(word ?? urgency);
    const said = { ...(severity === undefined ? {} : { severity }), ...ofDebian(urgency) };
    return [{ ecosystem, name: packageName(ecosystem, named), ranges, versions, ...said }];
  });
}

/** OSV hands on the urgency of Debian's tracker (google/osv.dev, vulnfeeds/cmd/converters/debian/main.go, 2026-08). */
const ofDebian = (urgency: unknown): Pick<Affected, 'unimportant' | 'state'> =>
  urgency === 'unimportant' ? { unimportant: true } : urgency === 'end-of-life' ? { state: urgency } : {};

const kinds = { introduced: 'introduced', fixed: 'fixed', last_affected: 'last', limit: 'limit' } as const;

/** Commits (GIT) say nothing of versions. */
function rangeIn({ type, events }: Loose, spend: (count: number) => void): Range | undefined {
  if (type !== 'SEMVER' && type !== 'ECOSYSTEM') return undefined;
  spend(listOf(events).length);
  const range = listOf(events).flatMap((event) => {
    const one = objectOf(event);
    return Object.entries(kinds).flatMap(([key, kind]): Range[number][] => {
      const version = textIn(one[key]);
      return version === undefined ? [] : [[kind, version]];
    });
  });
  return range.some(([kind]) => kind === 'introduced') ? range : undefined;
}
