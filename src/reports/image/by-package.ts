import { type Finding, type PackageKind, type Severity, severities, type Vulnerability } from '../../model/index.ts';
import { groupBy } from '../text/blocks.ts';
import { listWithin } from '../text/words.ts';

/** A finding on a vulnerability. */
export interface Known extends Finding {
  readonly vulnerability: Vulnerability;
}

export const isKnown = (finding: Finding): finding is Known => finding.vulnerability !== undefined;

/** The vulnerabilities of one version of a package in one layer. */
export interface Affected {
  readonly kind: PackageKind;
  readonly name: string;
  readonly version: string;
  readonly layer: number;
  /** Of the worst. */
  readonly severity: Severity;
  /** The worst first. */
  readonly known: readonly Known[];
  /** "1.2.4", "no fix yet", "1.2.4 (some)". */
  readonly fixedIn: string;
  /** In how many places of the image it lies. */
  readonly places: number;
}

/** Vulnerabilities folded by package, the worst package first. */
export function byPackage(findings: readonly Known[]): readonly Affected[] {
  const groups = groupBy(
    findings,
    ({
      vulnerability: {
        package: { kind, name, version, layer },
      },
    }) => [kind, name, version, layer].join('\u0000'),
  );
  return [...groups.values()].map(affectedOf).sort(worstFirst);
}

function affectedOf(group: readonly Known[]): Affected {
  // The same one of the same package in another folder is told once.
  const known = [...new Map(group.map((each) => [each.vulnerability.id, each])).values()].sort(gravest);
  const [{ severity, vulnerability }] = known as [Known];
  const { kind, name, version, layer } = vulnerability.package;
  const places = new Set(group.map((each) => each.vulnerability.package.path)).size;
  return { kind, name, version, layer, severity, known, fixedIn: fixedIn(known), places };
}

const rank = (severity: Severity): number => severities.indexOf(severity);

const gravest = (one: Known, other: Known): number =>
  rank(other.severity) - rank(one.severity) ||
  (other.vulnerability.score ?? 0) - (one.vulnerability.score ?? 0) ||
  (one.vulnerability.id < other.vulnerability.id ? -1 : 1);

const worstFirst = (one: Affected, other: Affected): number =>
  rank(other.severity) - rank(one.severity) || other.known.length - one.known.length || (one.name < other.name ? -1 : 1);

const without = {
  fixed: 'a newer one',
  affected: 'no fix yet',
  'will-not-fix': 'will not be fixed',
  'end-of-life': 'end of life',
  'not-affected': 'not affected',
  unknown: 'not known',
} as const;

function fixedIn(known: readonly Known[]): string {
  const versions = [...new Set(known.flatMap(({ vulnerability: { fixed } }) => (fixed === undefined ? [] : [fixed])))];
  const open = known.filter(({ vulnerability: { fixed } }) => fixed === undefined);
  const newest = versions.sort(byNumbers).at(-1);
  if (newest !== undefined) return open.length === 0 ? newest : `${newest} (some)`;
  const states = new Set(open.map(({ vulnerability: { state } }) => without[state]));
  return states.size === 1 ? ([...states][0] ?? '') : 'no fix';
}

/** Fixes of one package are numbered alike, so that their numbers tell which is the newest; told only, never decided over. */
const byNumbers = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true });

/** The fix of one: "1.2.4", "no fix yet". */
export const fixOf = ({ fixed, state }: Vulnerability): string => fixed ?? without[state];

/** How many of them a newer version mends. */
export const mendedOf = (findings: readonly Known[]): number => findings.filter(({ vulnerability: { state } }) => state === 'fixed').length;

/** As they are counted wherever they are told: one of the same version of a package in several programs or folders of a layer once. Each image by itself. */
export function toldOnce(findings: readonly Finding[]): readonly Finding[] {
  const images = groupBy(findings.filter(isKnown), ({ container }) => container);
  return [
    ...[...images.values()].flatMap((group) => byPackage(group).flatMap(({ known }) => known)),
    ...findings.filter((finding) => !isKnown(finding)),
  ];
}

/** The findings with the vulnerabilities of a package as one: for what shows a line each, or only a few. In each image they are told apart. */
export function oneAPackage(findings: readonly Finding[]): readonly Finding[] {
  const known = findings.filter(isKnown);
  if (known.length === 0) return findings;
  const folded = [...groupBy(known, ({ container }) => container).values()].flatMap((group) =>
    byPackage(group).flatMap(({ name, version, fixedIn: fix, known: all }) => {
      const ids = listWithin(
        all.map(({ vulnerability: { id } }) => id),
        60,
      );
      return all.slice(0, 1).map((worst): Finding => ({ ...worst, detail: `${name} ${version} has ${ids}; fixed in: ${fix}` }));
    }),
  );
  return [...folded, ...findings.filter((finding) => !isKnown(finding))];
}
