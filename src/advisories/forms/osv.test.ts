import { describe, expect, it } from 'vitest';
import { all, json } from '../../../test/support/advisory-texts.ts';

const osv = (more: object = {}, affected: object = {}) => ({
  id: 'GHSA-1',
  modified: '2024-05-06T07:08:09Z',
  affected: [
    {
      package: { ecosystem: 'PyPI', name: 'Zope.Interface' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.10' }] }],
      ...affected,
    },
  ],
  ...more,
});

describe('OSV', () => {
  it('is read as JSON', () => {
    expect(
      json(
        osv({
          summary: 'Bad\nthing',
          aliases: ['CVE-2024-1234', 'PYSEC-2024-1'],
          severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' }],
        }),
      ),
    ).toEqual([
      {
        id: 'GHSA-1',
        source: 'GitHub advisory database',
        cves: ['CVE-2024-1234'],
        aliases: ['PYSEC-2024-1'],
        summary: 'Bad',
        url: 'https://osv.dev/vulnerability/GHSA-1',
        rating: { severity: 'high', score: 7.5, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' },
        day: '2024-05-06',
        affected: [
          {
            ecosystem: 'PyPI',
            name: 'zope-interface',
            ranges: [
              [
                ['introduced', '0'],
                ['fixed', '1.10'],
              ],
            ],
            versions: [],
          },
        ],
      },
    ]);
  });

  it('is read as YAML, where a version is no number', () => {
    const yaml = `id: PYSEC-2024-1\nmodified: 2024-01-02T00:00:00Z\ndetails: |\n  One\n  two\naffected:\n- package: {ecosystem: PyPI, name: a}\n  ranges:\n  - type: ECOSYSTEM\n    events:\n    - introduced: "0"\n    - fixed: 1.10\n  versions:\n  - 1.0\n`;
    expect(all(yaml)).toMatchObject([
      {
        day: '2024-01-02',
        summary: 'One',
        affected: [
          {
            ranges: [
              [
                ['introduced', '0'],
                ['fixed', '1.10'],
              ],
            ],
            versions: ['1.0'],
          },
        ],
      },
    ]);
  });

  it.each<[string, object, object]>([
    ['withdrawn: it affects nothing', osv({ withdrawn: '2024-01-01T00:00:00Z' }), { affected: [] }],
    ['commits say nothing of versions', osv({}, { ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] }), { affected: [] }],
    ['versions alone', osv({}, { ranges: [], versions: ['1', '2'] }), { affected: [{ versions: ['1', '2'], ranges: [] }] }],
    [
      'of a distribution ranges alone',
      osv({}, { package: { ecosystem: 'Debian:12', name: 'a' }, versions: ['1', '2'] }),
      { affected: [{ ecosystem: 'Debian:12', versions: [] }] },
    ],
    ['an ecosystem that is not read', osv({}, { package: { ecosystem: 'Android', name: 'a' } }), { affected: [] }],
    [
      'an announcement of several',
      { ...osv({}, { package: { ecosystem: 'Debian:12', name: 'a' } }), id: 'DSA-1-1', related: ['CVE-2024-1111', 'CVE-2024-2222'] },
      { cves: ['CVE-2024-1111', 'CVE-2024-2222'], source: 'Debian security advisories' },
    ],
    ['what another is like is not the same', osv({ related: ['CVE-2024-1111'] }), { cves: [] }],
    ['upstream', { ...osv(), id: 'UBUNTU-CVE-2024-1111', upstream: ['CVE-2024-1111'] }, { cves: ['CVE-2024-1111'] }],
    ['a word for its severity', osv({ database_specific: { severity: 'MODERATE' } }), { rating: { severity: 'medium' } }],
    ['the word of Ubuntu', osv({ severity: [{ type: 'Ubuntu', score: 'negligible' }] }), { rating: { severity: 'low' } }],
    [
      '3 is cited more than 4',
      osv({
        severity: [
          { score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H' },
          { score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' },
        ],
      }),
      { rating: { score: 7.5 } },
    ],
    [
      'the urgency of Debian: unimportant',
      osv({}, { package: { ecosystem: 'Debian:12', name: 'a' }, ecosystem_specific: { urgency: 'unimportant' } }),
      { affected: [{ severity: 'low', unimportant: true }] },
    ],
    [
      'the urgency of Debian: end of life',
      osv({}, { package: { ecosystem: 'Debian:12', name: 'a' }, ecosystem_specific: { urgency: 'end-of-life' } }),
      { affected: [{ state: 'end-of-life' }] },
    ],
    ['Debian extended LTS', { ...osv(), id: 'ELA-1-1' }, { source: 'Debian extended LTS advisories' }],
    ['a malicious package', { ...osv(), id: 'MAL-2024-1' }, { rating: { severity: 'critical' } }],
    ['without a day', { ...osv(), id: 'GO-2024-1', modified: '0001-01-01T00:00:00Z' }, { day: '2024-01-01' }],
  ])('%s', (_, value, expected) => {
    expect(json(value)).toMatchObject([expected]);
  });

  it('a list of them, as publishers also have it', () => {
    expect(json([osv(), osv()])).toHaveLength(2);
  });

  it('shared parts that stand for more than the file holds are refused', () => {
    const yaml = `id: X-1\nmodified: 2024-01-02T00:00:00Z\nx: &v [${'"1",'.repeat(1000)}]\naffected:\n${'- {package: {ecosystem: PyPI, name: a}, versions: *v}\n'.repeat(1000)}`;
    expect(() => all(yaml)).toThrow(/more than 200000 versions/);
  });
});
