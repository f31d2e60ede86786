import { debianRelease } from '../../facts/distributions/debian-codenames.ts';
import { type Advisory, type Affected, until } from '../advisory.ts';
import { wordSeverity } from '../rating.ts';
import { firstLine, isCve, isObject, type Loose, objectIn, textIn } from '../values.ts';

export const trackerSource = 'Debian security tracker';

/** Does it look like one source package of security-tracker.debian.org/tracker/data/json, which is { package: { id: { releases: { codename: … } } } }? */
export const isTrackerPackage = (value: unknown): value is Loose =>
  isObject(value) && Object.keys(value).length > 0 && Object.values(value).every((each) => isObject(each) && isObject(each.releases));

/** What the tracker says of one source package. */
export function* trackerAdvisories(name: string, issues: Loose): Generator<Advisory> {
  for (const [id, value] of Object.entries(issues)) {
    if (!/^(?:CVE|TEMP)-[\w-]{1,40}$/.test(id)) continue;
    const { description, releases } = objectIn(value);
    const affected = Object.entries(objectIn(releases)).flatMap(([codename, release]) => affectedIn(name, codename, objectIn(release)));
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
 * `status`, `fixed_version` ("0": it never had it), `urgency`, and `nodsa_reason` where the security team publishes no advisory of its own: "ignored",
 * "postponed" or "" (security-team.debian.org/security_tracker.html; lib/python/bugs.py and bin/tracker_service.py of the tracker, 2024).
 */
function affectedIn(name: string, codename: string, { status, fixed_version, urgency, nodsa, nodsa_reason }: Loose): readonly Affected[] {
  const release = debianRelease(codename);
  if (release === undefined) return [];
  const fixed = status === 'resolved' ? textIn(fixed_version) : undefined;
  if (fixed === '0' || (status === 'resolved' && fixed === undefined)) return [];
  const severity = wordSeverity(urgency);
  const given = nodsa !== undefined || nodsa_reason !== undefined;
  const state = urgency === 'end-of-life' ? 'end-of-life' : status === 'undetermined' ? 'unknown' : given ? 'will-not-fix' : undefined;
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
