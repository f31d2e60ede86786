import { type ImageContents, severities, type Vulnerability } from '../../model/index.ts';

export interface VulnerabilityDifference {
  /** The worst first; each once a package, whatever the version. */
  readonly gained: readonly Vulnerability[];
  readonly lost: readonly Vulnerability[];
}

/** What counts as one: its id, and the package. What does not affect the package, as somebody found out, is none. Undefined: nobody looked for them. */
export function compareVulnerabilities(base: ImageContents, head: ImageContents): VulnerabilityDifference | undefined {
  if (!isKnown(base) || !isKnown(head)) return undefined;
  const [before, after] = [affecting(base), affecting(head)];
  return { gained: only(after, before), lost: only(before, after) };
}

/** A bill of materials may tell of some without any advisories being here. */
const isKnown = ({ advisories, vulnerabilities, packages }: ImageContents): boolean =>
  advisories !== undefined || vulnerabilities.length > 0 || packages.length === 0;

const affecting = ({ vulnerabilities }: ImageContents): ReadonlyMap<string, Vulnerability> =>
  new Map(
    vulnerabilities
      .filter(({ state }) => state !== 'not-affected')
      .map((one) => [[one.id, one.package.kind, one.package.name].join('\0'), one] as const),
  );

const only = (some: ReadonlyMap<string, Vulnerability>, others: ReadonlyMap<string, Vulnerability>): readonly Vulnerability[] =>
  [...some].flatMap(([key, one]) => (others.has(key) ? [] : [one])).sort(worstFirst);

const weightOf = ({ severity }: Vulnerability): number => (severity === undefined ? -1 : severities.indexOf(severity));

const worstFirst = (a: Vulnerability, b: Vulnerability): number =>
  weightOf(b) - weightOf(a) || (b.score ?? 0) - (a.score ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
