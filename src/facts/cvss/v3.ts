import type { Metrics } from './metrics.ts';

/** Common Vulnerability Scoring System v3.1: Specification Document, section 7.4. */
const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
};
const privileges = { U: { N: 0.85, L: 0.62, H: 0.27 }, C: { N: 0.85, L: 0.68, H: 0.5 } };

/** The base score; undefined where a base metric is missing. Section 7.1; version 3.0 rounds otherwise (`newer`: 3.1, appendix A). */
export function cvss3(metrics: Metrics, newer: boolean): number | undefined {
  const weight = (name: string): number => weights[name]?.[metrics.get(name) ?? ''] ?? Number.NaN;
  const scope = metrics.get('S');
  if (scope !== 'U' && scope !== 'C') return undefined;
  const required: Readonly<Record<string, number>> = privileges[scope];
  const sub = 1 - (1 - weight('C')) * (1 - weight('I')) * (1 - weight('A'));
  const impact = scope === 'U' ? 6.42 * sub : 7.52 * (sub - 0.029) - 3.25 * (sub - 0.02) ** 15;
  const exploitability = 8.22 * weight('AV') * weight('AC') * (required[metrics.get('PR') ?? ''] ?? Number.NaN) * weight('UI');
  if (Number.isNaN(impact + exploitability)) return undefined;
  if (impact <= 0) return 0;
  const score = Math.min((scope === 'U' ? 1 : 1.08) * (impact + exploitability), 10);
  return newer ? roundedUp(score) : Math.ceil(score * 10 - 1e-9) / 10;
}

/** Appendix A, "Floating Point Rounding". */
function roundedUp(score: number): number {
  const whole = Math.round(score * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}
