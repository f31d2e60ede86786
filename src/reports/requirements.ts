import { standards } from '../facts/standards.ts';
import type { Finding, References, Report } from '../model/index.ts';

/** One id of the standard that a report is grouped by, and what was found against it. */
export interface Requirement {
  readonly id: string;
  readonly title: string;
  /** The controls that judge it. */
  readonly controls: readonly string[];
  /** Neither accepted nor in a baseline. */
  readonly broken: readonly Finding[];
  readonly unknown: readonly Finding[];
}

/** "CIS Docker Benchmark 1.6.0", "Pod Security Standards: restricted, Kubernetes 1.30"; undefined: grouped by no standard. */
export function standardTitle({ profile }: Report): string | undefined {
  if (profile?.standard === undefined) return undefined;
  const { name, version } = standards[profile.standard];
  if (profile.kubernetesVersion === undefined) return /^\d/.test(version) ? `${name} ${version}` : `${name}, ${version}`;
  return `${name}: ${profile.name.slice(profile.name.indexOf(':') + 1)}, Kubernetes ${profile.kubernetesVersion}`;
}

/** The ids of the standard that were judged, in its own order, each with its findings; a finding may stand under several. */
export function requirementsOf({ profile, findings }: Report): readonly Requirement[] {
  const { standard, asks } = profile ?? {};
  if (standard === undefined || asks === undefined) return [];
  const { entries } = standards[standard];
  const open = byId(
    findings.filter(({ accepted, baseline }) => accepted === undefined && baseline === undefined),
    standard,
  );
  return asks.map(({ id, controls }) => {
    const own = open.get(id) ?? [];
    return {
      id,
      title: entries[id] ?? id,
      controls,
      broken: own.filter(({ outcome }) => outcome === 'broken'),
      unknown: own.filter(({ outcome }) => outcome === 'unknown'),
    };
  });
}

function byId(findings: readonly Finding[], standard: keyof References): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const id of finding.references[standard] ?? []) {
      const own = found.get(id);
      if (own === undefined) found.set(id, [finding]);
      else own.push(finding);
    }
  }
  return found;
}
