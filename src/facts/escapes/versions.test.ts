import { describe, expect, it } from 'vitest';
import { escapes, openIn } from './index.ts';
import { compareDebian, compareVersions } from './versions.ts';

/** Each before the next. */
const upstream = [
  '1.0.0-rc6',
  '1.0.0-rc7',
  '1.0.0-rc93',
  '1.0.0-rc.100',
  '1.0.0',
  '1.1.5+ds1',
  '1.1.12',
  '1.2.0-rc.1',
  '1.2.0',
  '2.1.0-beta.0',
  '2.1.0',
  '19.03.1',
  '20.10.24',
];

describe('upstream versions', () => {
  it.each(upstream.slice(1).map((later, at) => [upstream[at] as string, later] as const))('%s < %s', (earlier, later) => {
    expect(compareVersions(earlier, later)).toBeLessThan(0);
    expect(compareVersions(later, earlier)).toBeGreaterThan(0);
  });
  it.each([
    ['1.1.5+ds1', '1.1.5'],
    ['v1.30.2', '1.30.2'],
    ['1.0.0~rc95', '1.0.0-rc95'],
    ['5.11', '5.11.0'],
  ])('%s = %s', (one, other) => expect(compareVersions(one, other)).toBe(0));
  it('says of what is no version that it is none', () => expect(compareVersions('main', '1.0')).toBeUndefined());
});

/** From deb-version(7) and the way in which Debian's own packages here are numbered; each before the next. */
const debian = [
  '1.0~~',
  '1.0~~a',
  '1.0~',
  '1.0',
  '1.0+ds1-1',
  '1.0+ds1-1+deb12u1',
  '1.0+ds1-1+deb12u2',
  '1.0+ds1-1+deb12u10',
  '1.6.20~ds1-1+deb12u2',
  '1.6.20~ds1-1+deb12u2+b1',
  '1.6.20-1',
  '1.10',
  '20.10.24+dfsg1-1+b3',
  '20.10.24+dfsg1-1+deb12u1',
  '26.1.5+dfsg1-9',
  '26.1.5+dfsg1-9+deb13u1',
  '1:0',
];

describe('versions of Debian packages', () => {
  it.each(debian.slice(1).map((later, at) => [debian[at] as string, later] as const))('%s < %s', (earlier, later) => {
    expect(compareDebian(earlier, later)).toBeLessThan(0);
    expect(compareDebian(later, earlier)).toBeGreaterThan(0);
    expect(compareDebian(earlier, earlier)).toBe(0);
  });
});

describe('the tables', () => {
  it.each(escapes.map((one) => [`${one.cve} ${one.program}`, one] as const))('%s is complete', (_, one) => {
    expect(one.cve).toMatch(/^CVE-\d{4}-\d{4,}$/);
    expect(one.source).not.toBe('');
    expect(one.affected.length).toBeGreaterThan(0);
    for (const { from, fixed } of one.affected)
      if (from !== undefined && fixed !== undefined) expect(compareVersions(from, fixed)).toBeLessThan(0);
    for (const { fixed } of one.affected)
      if (fixed !== undefined) expect(openIn(one.program, fixed)?.map(({ fault }) => fault)).not.toContain(one);
  });
  it('name each escape of a program once', () => {
    const names = escapes.map(({ cve, program }) => `${cve} ${program}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
