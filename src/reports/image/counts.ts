import { type Finding, type Severity, severities } from '../../model/index.ts';

/** "2 critical, 14 high". */
export function bySeverity(findings: readonly Pick<Finding, 'severity'>[]): string {
  const counts = new Map<Severity, number>();
  for (const { severity } of findings) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  return severities
    .toReversed()
    .flatMap((severity) => (counts.has(severity) ? [`${counts.get(severity)} ${severity}`] : []))
    .join(', ');
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
