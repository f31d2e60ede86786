import type { Metrics } from './metrics.ts';

/** A Complete Guide to the Common Vulnerability Scoring System Version 2.0 (June 2007), section 3.2.1. */
const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  C: { N: 0, P: 0.275, C: 0.66 },
  I: { N: 0, P: 0.275, C: 0.66 },
  A: { N: 0, P: 0.275, C: 0.66 },
};

/** The base score; undefined where a base metric is missing. */
export function cvss2(metrics: Metrics): number | undefined {
  const weight = (name: string): number => weights[name]?.[metrics.get(name) ?? ''] ?? Number.NaN;
  const impact = 10.41 * (1 - (1 - weight('C')) * (1 - weight('I')) * (1 - weight('A')));
  const exploitability = 20 * weight('AV') * weight('AC') * weight('Au');
  const score = (0.6 * impact + 0.4 * exploitability - 1.5) * (impact === 0 ? 0 : 1.176);
  return Number.isNaN(score) ? undefined : Math.round(score * 10) / 10;
}
