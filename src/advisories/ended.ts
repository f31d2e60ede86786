import { lifetimeOf } from '../facts/distributions/index.ts';
import { type Distribution, isOfDistribution, type Vulnerability } from '../model/index.ts';

/**
 * What has no fix in a release that nobody keeps any more will have none: its state is end of life. Support that is paid for does not count. `today`: "2026-11-22".
 */
export function withEnd(
  vulnerabilities: readonly Vulnerability[],
  distribution: Distribution | undefined,
  today: string,
): readonly Vulnerability[] {
  if (distribution === undefined || !hasEnded(distribution, today)) return vulnerabilities;
  return vulnerabilities.map((one) => {
    const isOpen = one.state === 'affected' || one.state === 'will-not-fix';
    return isOpen && isOfDistribution(one.package.kind) && one.package.owner === undefined ? { ...one, state: 'end-of-life' } : one;
  });
}

function hasEnded(distribution: Distribution, today: string): boolean {
  const lifetime = lifetimeOf(distribution);
  if (lifetime === undefined || lifetime === 'rolling' || lifetime.until === undefined) return false;
  const { until, longer } = lifetime;
  return until < today && (longer === undefined || longer.paid === true || longer.until < today);
}
