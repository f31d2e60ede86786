import { debianRelease } from '../../facts/distributions/debian-codenames.ts';
import { isObject, type Loose, objectOf } from '../../text/json/loose.ts';
import { type Advisory, type Affected, until } from '../advisory.ts';
import { wordSeverity } from '../rating.ts';
import { firstLine, isCve, textIn } from '../values.ts';

export const trackerSource = 'Debian security tracker';

/** Does it look like one source package of security-tracker.debian.org/tracker/data/json, which is { package: { id: { releases: { codename: … } } } }? */
export const isTrackerPackage = (value: unknown): value is Loose =>
  isObject(value) && Object.keys(value).length > 0 && Object.values(value).every((each) => isObject(each) && isObject(each.releases));

/** What the tracker says of one source package. */
export function* trackerAdvisories(name: string, issues: Loose): Generator<Advisory> {
  for (const [id, value] of Object.entries(issues)) {
    if (!/^(?:CVE|TEMP)-[\w-]{1,40}$/.test(id)) continue;
    const { description, releases } = objectOf(value);
    const affected = Object.entries(objectOf(releases)).flatMap(([codename, release]) => affectedIn(name, codename, objectOf(release)));
    if (affected.length === 0) continue;
    const summary = firstLine(description);
    yield {
      id,
      source: trackerSource,
      cves: isCve(id) ? [id] : [],
      aliases: [],
      url: `https://security-tracker.debian.org/tracker/${id}`,
      ...(summary === undefined ? {} : { summary }),
      affected,
    };
  }
}

/**
 * `status`: "resolved", with `fixed_version` ("0": it never had it), "open", "undetermined". `urgency`: "high", "medium", "low", with "**" where NVD's was taken,
 * "unimportant", "end-of-life", "not yet assigned". Where no announcement is made of it, `nodsa` says why and `nodsa_reason` how: "ignored" (no update will be provided),
 * "postponed" (a later update brings it), "" (none at once; a point release may). What is null is left out. Sources, of 2023-04: `_get_json` in
 * bin/tracker_service.py, `listUrgencies` in lib/python/bugs.py, lib/python/security_db.py; doc/security-team.d.o/security_tracker, "Issues not warranting a
 * security advisory".
 */
function affectedIn(name: string, codename: string, { status, fixed_version, urgency, nodsa_reason }: Loose): readonly Affected[] {
  const release = debianRelease(codename);
  if (release === undefined) return [];
  const fixed = status === 'resolved' ? textIn(fixed_version) : undefined;
  if (fixed === '0' || (status === 'resolved' && fixed === undefined)) return [];
  const severity = wordSeverity(urgency);
  const isIgnored = nodsa_reason === 'ignored';
  const state = urgency === 'end-of-life' ? urgency : status === 'undetermined' ? 'unknown' : isIgnored ? 'will-not-fix' : undefined;
  return [
    {
      ecosystem: `Debian:${release}`,
      name,
      ranges: [until(fixed)],
      versions: [],
      ...(severity === undefined ? {} : { severity }),
      ...(urgency === 'unimportant' ? { unimportant: true } : {}),
      ...(fixed !== undefined || state === undefined ? {} : { state }),
    },
  ];
}
