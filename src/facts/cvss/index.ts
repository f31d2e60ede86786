import type { Metrics } from './metrics.ts';
import { cvss2 } from './v2.ts';
import { cvss3 } from './v3.ts';
import { cvss4 } from './v4.ts';

/**
 * The score of a CVSS vector, 0 to 10 with one decimal: the base score of versions 2, 3.0 and 3.1 (first.org/cvss), the score of version 4.0, whose threat and
 * environmental metrics count where they are given. Undefined: it is none, or lacks a base metric.
 */
export function cvss(vector: string): number | undefined {
  if (vector.length > 300) return undefined;
  const [version, ...parts] = vector.split('/');
  if (version === 'CVSS:3.0' || version === 'CVSS:3.1') return cvss3(metricsIn(parts), version === 'CVSS:3.1');
  if (version === 'CVSS:4.0') return cvss4(metricsIn(parts));
  return version?.startsWith('CVSS:') === true ? undefined : cvss2(metricsIn(vector.split('/')));
}

const metricsIn = (parts: readonly string[]): Metrics =>
  new Map(parts.map((part) => part.split(':', 2)).map(([name = '', value = '']): [string, string] => [name, value]));
