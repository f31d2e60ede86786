import type { Metrics } from './metrics.ts';
import { macroVectors } from './v4-scores.ts';

/** Values of each metric, the worst first (Specification Document of version 4.0, sections 2 to 4). */
const levels: Readonly<Record<string, string>> = {
  AV: 'NALP',
  AC: 'LH',
  AT: 'NP',
  PR: 'NLH',
  UI: 'NPA',
  VC: 'HLN',
  VI: 'HLN',
  VA: 'HLN',
  SC: 'SHLN',
  SI: 'SHLN',
  SA: 'SHLN',
  CR: 'HML',
  IR: 'HML',
  AR: 'HML',
  E: 'APU',
};

/** The worst vectors of each level of each equivalence set, and its depth in steps (section 8.2, tables 24 to 29; EQ3 and EQ6 together). */
const highest = {
  eq1: [['AV:N PR:N UI:N'], ['AV:A PR:N UI:N', 'AV:N PR:L UI:N', 'AV:N PR:N UI:P'], ['AV:P PR:N UI:N', 'AV:A PR:L UI:P']],
  eq2: [['AC:L AT:N'], ['AC:H AT:N', 'AC:L AT:P']],
  eq4: [['SC:H SI:S SA:S'], ['SC:H SI:H SA:H'], ['SC:L SI:L SA:L']],
} as const;
const highest36: Readonly<Record<string, readonly string[]>> = {
  '00': ['VC:H VI:H VA:H CR:H IR:H AR:H'],
  '01': ['VC:H VI:H VA:L CR:M IR:M AR:H', 'VC:H VI:H VA:H CR:M IR:M AR:M'],
  '10': ['VC:L VI:H VA:H CR:H IR:H AR:H', 'VC:H VI:L VA:H CR:H IR:H AR:H'],
  '11': [
    'VC:L VI:H VA:L CR:H IR:M AR:H',
    'VC:L VI:H VA:H CR:H IR:M AR:M',
    'VC:H VI:L VA:H CR:M IR:H AR:M',
    'VC:H VI:L VA:L CR:M IR:H AR:H',
    'VC:L VI:L VA:H CR:H IR:H AR:M',
  ],
  '21': ['VC:L VI:L VA:L CR:H IR:H AR:H'],
};
const depth = { eq1: [1, 4, 5], eq2: [1, 2], eq4: [6, 5, 4] } as const;
const depth36: Readonly<Record<string, number>> = { '00': 7, '01': 6, '10': 8, '11': 8, '21': 10 };

/** The score with what is given of threat and environment; undefined where a base metric is missing. Section 8. */
export function cvss4(metrics: Metrics): number | undefined {
  const values = effective(metrics);
  if (values === undefined) return undefined;
  const is = (metric: string, ...wanted: readonly string[]): boolean => wanted.includes(values[metric] ?? '');
  if (['VC', 'VI', 'VA', 'SC', 'SI', 'SA'].every((metric) => is(metric, 'N'))) return 0;
  const open = [is('AV', 'N'), is('PR', 'N'), is('UI', 'N')];
  const eq1 = open.every(Boolean) ? 0 : open.some(Boolean) && !is('AV', 'P') ? 1 : 2;
  const eq2 = is('AC', 'L') && is('AT', 'N') ? 0 : 1;
  const eq3 = is('VC', 'H') && is('VI', 'H') ? 0 : ['VC', 'VI', 'VA'].some((metric) => is(metric, 'H')) ? 1 : 2;
  const eq4 = is('SI', 'S') || is('SA', 'S') ? 0 : ['SC', 'SI', 'SA'].some((metric) => is(metric, 'H')) ? 1 : 2;
  const eq5 = 'APU'.indexOf(values.E ?? '');
  const eq6 = ['C', 'I', 'A'].some((which) => is(`${which}R`, 'H') && is(`V${which}`, 'H')) ? 0 : 1;
  const score = macroVector(eq1, eq2, eq3, eq4, eq5, eq6);
  const below36 = [macroVector(eq1, eq2, eq3 + 1, eq4, eq5, eq6), macroVector(eq1, eq2, eq3, eq4, eq5, eq6 + 1)];
  const pair = `${eq3}${eq6}`;
  const steps: readonly (readonly [lower: number, share: number])[] = [
    [macroVector(eq1 + 1, eq2, eq3, eq4, eq5, eq6), distance(values, highest.eq1[eq1]) / (depth.eq1[eq1] * 0.1)],
    [macroVector(eq1, eq2 + 1, eq3, eq4, eq5, eq6), distance(values, highest.eq2[eq2]) / (depth.eq2[eq2] * 0.1)],
    [Math.max(...below36.filter((each) => !Number.isNaN(each))), distance(values, highest36[pair] ?? []) / ((depth36[pair] ?? 1) * 0.1)],
    [macroVector(eq1, eq2, eq3, eq4 + 1, eq5, eq6), distance(values, highest.eq4[eq4]) / (depth.eq4[eq4] * 0.1)],
    [macroVector(eq1, eq2, eq3, eq4, eq5 + 1, eq6), 0],
  ];
  const there = steps.filter(([lower]) => Number.isFinite(lower));
  const mean = there.reduce((sum, [lower, share]) => sum + (score - lower) * share, 0) / Math.max(there.length, 1);
  return Math.round(Math.min(Math.max(score - mean, 0), 10) * 10) / 10;
}

/** NaN: there is no such MacroVector. */
function macroVector(eq1: number, eq2: number, eq3: number, eq4: number, eq5: number, eq6: number): number {
  const wide = eq3 === 2 ? 1 : 2;
  if (eq4 > 2 || eq5 > 2 || eq6 > 1 || (eq3 === 2 && eq6 === 0)) return Number.NaN;
  return macroVectors[`${eq1}${eq2}${eq3}`]?.[(eq4 * 3 + eq5) * wide + (eq3 === 2 ? 0 : eq6)] ?? Number.NaN;
}

/**
 * How far below the first of the worst vectors that is nowhere better than this one, 0.1 a step. FIRST's calculator computes in tenths, in binary: what lies halfway
 * between two scores is rounded as there only when it is computed in the same order.
 */
function distance(values: Readonly<Record<string, string>>, worst: readonly string[]): number {
  for (const vector of worst) {
    const steps = vector.split(' ').map((part) => {
      const [metric = '', value = ''] = part.split(':');
      const order = levels[metric] ?? '';
      return order.indexOf(values[metric] ?? '') / 10 - order.indexOf(value) / 10;
    });
    if (steps.every((step) => step >= 0)) return steps.reduce((sum, step) => sum + step, 0);
  }
  return 0;
}

/** Modified metrics take the place of the base metrics; what is not defined is as bad as can be. */
function effective(metrics: Metrics): Readonly<Record<string, string>> | undefined {
  const given = (name: string): string | undefined => (metrics.get(name) === 'X' ? undefined : metrics.get(name));
  const values: Record<string, string> = {};
  for (const [metric, order] of Object.entries(levels)) {
    const isBase = !/^(?:[CIA]R|E)$/.test(metric);
    const base = metrics.get(metric);
    if (isBase && (base === undefined || base === 'S' || !isOne(base, order))) return undefined;
    const value = (isBase ? (given(`M${metric}`) ?? base) : (given(metric) ?? order[0])) ?? '';
    if (!isOne(value, order)) return undefined;
    values[metric] = value;
  }
  return values;
}

const isOne = (value: string, order: string): boolean => value.length === 1 && order.includes(value);
