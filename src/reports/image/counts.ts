import { type Finding, type Severity, severities } from '../../model/index.ts';

/** "2 critical, 14 high". */
export function bySeverity(findings: readonly Pick<Finding, 'severity'>[]): string {
  const counts = perSeverity(findings);
  return severities
    .toReversed()
    .flatMap((severity) => (counts[severity] > 0 ? [`${counts[severity]} ${severity}`] : []))
    .join(', ');
}

/** How many there are of each severity. */
export function perSeverity(findings: readonly Pick<Finding, 'severity'>[]): Record<Severity, number> {
  const counts = { low: 0, medium: 0, high: 0, critical: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** "320 deb, 80 npm", the most first. */
export function byKind(things: readonly { readonly kind: string }[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of things) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([kind, number]) => `${number} ${kind}`)
    .join(', ');
}
