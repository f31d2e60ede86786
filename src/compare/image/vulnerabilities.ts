import { type SharedVulnerability, sharedVulnerabilities, weightOfVulnerability } from '../../facts/weights/vulnerability.ts';
import { type ImageContents, type Severity, severities } from '../../model/index.ts';

export interface VulnerabilityDifference {
  /** The worst first. */
  readonly gained: readonly WeighedVulnerability[];
  readonly lost: readonly WeighedVulnerability[];
}

export interface WeighedVulnerability extends SharedVulnerability {
  readonly severity: Severity;
}

/**
 * Counted as `scan` counts them: once for what was built from one source. One that is on both sides is the same whatever the version of the package; where a side
 * has it in more versions than the other, these are gained or lost. What does not affect the package, as somebody found out, is none. Undefined: nobody looked.
 */
export function compareVulnerabilities(base: ImageContents, head: ImageContents): VulnerabilityDifference | undefined {
  if (!isKnown(base) || !isKnown(head)) return undefined;
  const [before, after] = [affecting(base), affecting(head)];
  return { gained: only(after, before), lost: only(before, after) };
}

/** A bill of materials may tell of some without any advisories being here. */
const isKnown = ({ advisories, vulnerabilities, packages }: ImageContents): boolean =>
  advisories !== undefined || vulnerabilities.length > 0 || packages.length === 0;

type ByPackage = ReadonlyMap<string, readonly SharedVulnerability[]>;

function affecting({ vulnerabilities }: ImageContents): ByPackage {
  const found = new Map<string, SharedVulnerability[]>();
  for (const one of sharedVulnerabilities(vulnerabilities.filter(({ state }) => state !== 'not-affected'))) {
    const { id, package: of } = one.vulnerability;
    const key = [id, of.kind, one.name, of.owner ?? ''].join('\0');
    const versions = found.get(key);
    if (versions === undefined) found.set(key, [one]);
    else versions.push(one);
  }
  return found;
}

const only = (some: ByPackage, others: ByPackage): readonly WeighedVulnerability[] =>
  [...some]
    .flatMap(([key, versions]) => beyond(versions, others.get(key) ?? []))
    .map((one) => ({ ...one, severity: weightOfVulnerability(one.vulnerability) }))
    .sort(worstFirst);

/** Those that are left when each of the others has found its like: of the same version, else any. */
function beyond(versions: readonly SharedVulnerability[], others: readonly SharedVulnerability[]): readonly SharedVulnerability[] {
  const elsewhere = new Set(others.map(({ version }) => version));
  const left = versions.filter(({ version }) => !elsewhere.has(version));
  return left.slice(Math.max(0, others.length - (versions.length - left.length)));
}

const worstFirst = (a: WeighedVulnerability, b: WeighedVulnerability): number =>
  severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
  (b.vulnerability.score ?? 0) - (a.vulnerability.score ?? 0) ||
  (a.vulnerability.id < b.vulnerability.id ? -1 : a.vulnerability.id > b.vulnerability.id ? 1 : 0);
