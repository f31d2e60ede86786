import { expect, it } from 'vitest';
import { contentsOf, scanReport } from '../../../test/support/scan-report.ts';
import type { VulnerabilityState } from '../../model/index.ts';
import { ageOf } from './age.ts';
import { baseLayers } from './base.ts';
import { byPackage, isKnown } from './by-package.ts';
import { bytesText } from './bytes.ts';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '0.98 KiB'],
  [1024, '1 KiB'],
  [4700, '4.6 KiB'],
  [327_155_712, '312 MiB'],
  [8 * 1024 ** 3, '8 GiB'],
])('%i bytes are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));

it.each([
  ['2026-11-22', undefined],
  ['2026-11-21', undefined],
  ['2026-11-20', '2 days old'],
  ['2026-11-01', '3 weeks old'],
  ['2026-01-01', '10 months old'],
  ['2027-01-01', undefined],
  ['never', undefined],
])('of %s: %s', (newest, text) => expect(ageOf(newest, '2026-11-22')).toBe(text));

it('is of no age where nobody says which day it is', () => expect(ageOf('2020-01-01', undefined)).toBeUndefined());

const [image] = scanReport(contentsOf(0, 0)).images ?? [];
it.each([
  ['', ''],
  ['1', 'layer 1'],
  ['12', 'layers 1 and 2'],
  ['1234', 'layers 1 to 4'],
  ['124', 'layers 1, 2 and 4'],
])('layers of the base image: %s', (numbers, text) => {
  const layers = image?.layers.map((layer, at) => ({ ...layer, base: numbers.includes(String(at + 1)) })) ?? [];
  expect(image === undefined ? undefined : baseLayers({ ...image, layers })).toBe(text);
});

const known = scanReport(contentsOf(40, 3)).findings.filter(isKnown);
it.each<[readonly (string | VulnerabilityState)[], string]>([
  [['1.0.9'], '1.0.9'],
  [['1.0.9', '1.0.10'], '1.0.10'],
  [['1.0.9', 'affected'], '1.0.9 (some)'],
  [['affected', 'affected'], 'no fix yet'],
  [['will-not-fix'], 'will not be fixed'],
  [['affected', 'end-of-life'], 'no fix'],
])('%j is fixed in %s', (states, text) => {
  const findings = known.slice(0, states.length).map((finding, at) => {
    const { fixed: _, ...rest } = finding.vulnerability;
    const said = states[at] ?? '';
    const own = { ...rest, package: { ...rest.package, name: 'same', version: '1', layer: 1 } };
    return {
      ...finding,
      vulnerability: /^\d/.test(said) ? { ...own, state: 'fixed' as const, fixed: said } : { ...own, state: said as VulnerabilityState },
    };
  });
  expect(byPackage(findings).map(({ fixedIn }) => fixedIn)).toEqual([text]);
});

it('counts one of a package that lies in two places once', () => {
  const [finding] = known;
  const twice =
    finding === undefined
      ? []
      : [finding, { ...finding, vulnerability: { ...finding.vulnerability, package: { ...finding.vulnerability.package, path: '/b' } } }];
  expect(byPackage(twice).map(({ places, known: all }) => [places, all.length])).toEqual([[2, 1]]);
});
