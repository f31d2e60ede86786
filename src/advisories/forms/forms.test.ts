import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { all, json } from '../../../test/support/advisory-texts.ts';
import { Unreadable } from '../../model/index.ts';
import { read, readMember } from './read.ts';

describe('Alpine secdb', () => {
  const secdb = {
    distroversion: 'v3.19',
    reponame: 'main',
    packages: [{ pkg: { name: 'busybox', secfixes: { '1.2-r1': ['CVE-2024-1111', 'CVE-2024-2222 GHSA-a-b-c'], 0: ['CVE-2024-3333'] } } }],
  };
  it('as JSON: what each version mends; "0" never had it', () => {
    expect(json(secdb)).toMatchObject([
      {
        id: 'CVE-2024-1111',
        source: 'Alpine secdb v3.19/main',
        affected: [
          {
            ecosystem: 'Alpine:v3.19',
            name: 'busybox',
            ranges: [
              [
                ['introduced', '0'],
                ['fixed', '1.2-r1'],
              ],
            ],
          },
        ],
      },
      { id: 'CVE-2024-2222', aliases: ['GHSA-a-b-c'] },
    ]);
    expect(read(JSON.stringify(secdb))?.all).toBe('Alpine secdb v3.19/main');
  });

  it('as YAML', () => {
    expect(
      all(
        '---\ndistroversion: v3.9\nreponame: main\npackages:\n  - pkg:\n      name: a\n      secfixes:\n        1.10:\n          - CVE-2019-1111\n',
      ),
    ).toMatchObject([
      {
        id: 'CVE-2019-1111',
        affected: [
          {
            ranges: [
              [
                ['introduced', '0'],
                ['fixed', '1.10'],
              ],
            ],
          },
        ],
      },
    ]);
  });
});

describe("Debian's tracker", () => {
  const issue = (release: object) =>
    json({ openssl: { 'CVE-2024-1111': { description: 'Bad', releases: { bookworm: release, nowhere: release } } } });
  it.each<[string, object, object | undefined]>([
    [
      'mended',
      { status: 'resolved', fixed_version: '3.0.13-1', urgency: 'not yet assigned' },
      {
        ranges: [
          [
            ['introduced', '0'],
            ['fixed', '3.0.13-1'],
          ],
        ],
      },
    ],
    ['it never had it', { status: 'resolved', fixed_version: '0', urgency: 'unimportant' }, undefined],
    ['open', { status: 'open', urgency: 'high**' }, { severity: 'high', ranges: [[['introduced', '0']]] }],
    [
      'no announcement of its own',
      { status: 'open', urgency: 'low', nodsa: 'Minor issue', nodsa_reason: '' },
      { severity: 'low', ranges: [[['introduced', '0']]] },
    ],
    ['postponed to a later one', { status: 'open', nodsa: 'x', nodsa_reason: 'postponed' }, { ranges: [[['introduced', '0']]] }],
    ['ignored', { status: 'open', nodsa: 'x', nodsa_reason: 'ignored' }, { state: 'will-not-fix' }],
    ['end of life', { status: 'open', urgency: 'end-of-life' }, { state: 'end-of-life' }],
    ['unimportant', { status: 'open', urgency: 'unimportant' }, { severity: 'low', unimportant: true }],
    ['undetermined', { status: 'undetermined', urgency: 'not yet assigned' }, { state: 'unknown' }],
  ])('%s', (_, release, expected) => {
    const found = issue(release);
    if (expected === undefined) expect(found).toEqual([]);
    else
      expect(found).toMatchObject([
        {
          id: 'CVE-2024-1111',
          cves: ['CVE-2024-1111'],
          source: 'Debian security tracker',
          affected: [{ ecosystem: 'Debian:12', name: 'openssl', ...expected }],
        },
      ]);
    if (expected !== undefined && !('state' in expected)) expect(JSON.stringify(found)).not.toContain('"state"');
  });

  it('one package at a time', () => {
    expect(readMember('a', { 'CVE-2024-1111': { releases: { sid: { status: 'open' } } } })?.all).toBe('Debian security tracker');
    expect(readMember('a', { b: 1 })).toBeUndefined();
  });
});

describe("Debian's lists", () => {
  it('announcements with their CVEs; one without mends an earlier one', () => {
    const list =
      '[29 Mar 2023] DSA-5380-1 xorg-server - security update\n\t{CVE-2023-1393}\n\t[bullseye] - xorg-server 2:1.20.11-1+deb11u6\n\t[buster] - xorg-server <end-of-life> (x)\n\t[woody] - xorg-server <not-affected>\n\tNOTE: x\n[17 Mar 2023] DSA-5356-2 sox - regression update\n\t[bullseye] - sox 14.4.2+git20190427-2+deb11u2\n';
    expect(all(list)).toEqual([
      {
        id: 'DSA-5380-1',
        source: 'Debian DSA list',
        cves: ['CVE-2023-1393'],
        aliases: [],
        url: 'https://security-tracker.debian.org/tracker/DSA-5380-1',
        day: '2023-03-29',
        affected: [
          {
            ecosystem: 'Debian:11',
            name: 'xorg-server',
            ranges: [
              [
                ['introduced', '0'],
                ['fixed', '2:1.20.11-1+deb11u6'],
              ],
            ],
            versions: [],
          },
          { ecosystem: 'Debian:10', name: 'xorg-server', ranges: [[['introduced', '0']]], versions: [], state: 'end-of-life' },
        ],
      },
    ]);
    expect(all('[01 Jan 2009] DSA-1-1 a - buffer overflow\n\t{CVE-2009-1111}\n\t[lenny] - a 1\n')).toMatchObject([
      { summary: 'buffer overflow' },
    ]);
    expect(read('[01 Apr 2023] DLA-3380-1 a - security update\n')?.all).toBe('Debian DLA list');
  });
});

describe('what is none, or broken', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['a text', '# Read me\n\nid\n'],
    ['another JSON', '{"name": "x", "version": 1}'],
    ['an empty object', '{}'],
    ['another YAML', 'name: x\n'],
    ['a number', '[1]'],
  ])('%s is passed over', (_, text) => {
    expect(all(text)).toBeUndefined();
  });

  it.each<[string, string, RegExp]>([
    ['JSON', '{"id": "GHSA-1", ', /^it is no JSON: /],
    ['YAML', 'id: a\naffected: [\n', /^it is no YAML: /],
    ['deep YAML', `id: ${'['.repeat(100_000)}`, /^it is no YAML: /],
    ['long YAML', `id: a\n${'#'.repeat(9 * 1024 ** 2)}`, /more than 8 MiB/],
  ])('%s is told in one line', (_, text, message) => {
    expect(() => all(text)).toThrow(Unreadable);
    expect(() => all(text)).toThrow(message);
  });

  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.constantFrom(
          'id',
          'affected',
          'package',
          'ranges',
          'events',
          'introduced',
          'versions',
          'severity',
          'releases',
          'packages',
          'pkg',
          'secfixes',
          'CVE-2024-1111',
        ),
        tie('value'),
        { maxKeys: 6 },
      ),
    ),
  })).value;
  it('whatever it holds, it is read, passed over or refused', () => {
    fc.assert(
      fc.property(value, fc.boolean(), (inside, asOsv) => {
        const text = JSON.stringify(
          asOsv ? { id: 'X-1', affected: inside, severity: inside, aliases: inside, modified: '2024-01-01' } : { p: inside },
        );
        try {
          all(text);
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
        }
      }),
      { numRuns: 500 },
    );
  });
});
