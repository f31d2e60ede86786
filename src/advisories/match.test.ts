import { describe, expect, it } from 'vitest';
import type { Distribution, ImagePackage } from '../model/index.ts';
import { compareVersions } from '../packages/versions/index.ts';
import { type Advisory, type Affected, type Range, until } from './advisory.ts';
import { canonicalEcosystem, ecosystemOfDistribution } from './ecosystem.ts';
import type { Known } from './known.ts';
import { match } from './match.ts';
import { standingOf } from './range.ts';

describe('ecosystems', () => {
  const of = (id: string, version?: string, codename?: string, name = id): Distribution => ({
    id,
    name,
    like: [],
    ...(version === undefined ? {} : { version }),
    ...(codename === undefined ? {} : { codename }),
  });
  it.each<[Distribution, string | undefined]>([
    [of('debian', '12'), 'Debian:12'],
    [of('debian', '12.5'), 'Debian:12'],
    [of('debian', undefined, 'trixie'), 'Debian:13'],
    [of('debian'), 'Debian:sid'],
    [of('alpine', '3.19.1'), 'Alpine:v3.19'],
    [of('alpine', '3.21.0_alpha20240807'), 'Alpine:edge'],
    [of('ubuntu', '22.04'), 'Ubuntu:22.04'],
    [of('rhel', '9.4'), 'Red Hat:9'],
    [of('rocky', '9.4'), 'Rocky Linux:9'],
    [of('almalinux', '8.10'), 'AlmaLinux:8'],
    [of('sles', '15.5'), 'SUSE:15.5'],
    [of('sles', '16.0'), 'SUSE:16.0'],
    [of('azurelinux', '3.0'), 'Azure Linux:3'],
    [of('mariner', '2.0'), 'Azure Linux:2'],
    [of('photon', '5.0'), 'Photon OS:5.0'],
    [of('mageia', '9'), 'Mageia:9'],
    [of('openeuler', '24.03', undefined, 'openEuler 24.03 (LTS)'), 'openEuler:24.03-LTS'],
    [of('openeuler', '22.03', undefined, 'openEuler 22.03 (LTS-SP3)'), 'openEuler:22.03-LTS-SP3'],
    [of('openeuler', '23.09', undefined, 'openEuler 23.09'), undefined],
    [of('opensuse-leap', '15.6'), 'openSUSE:Leap 15.6'],
    [of('wolfi', '20230201'), 'Wolfi'],
    [of('fedora', '41'), undefined],
    [of('constructor', '1'), undefined],
  ])('%j', (distribution, expected) => {
    expect(ecosystemOfDistribution(distribution)).toBe(expected);
  });

  it.each([
    ['Debian:12', 'Debian:12'],
    ['Alpine:v3.19', 'Alpine:v3.19'],
    ['Ubuntu:22.04:LTS', 'Ubuntu:22.04'],
    ['Ubuntu:23.10', 'Ubuntu:23.10'],
    ['Ubuntu:Pro:18.04:LTS', undefined],
    ['Ubuntu:Pro:FIPS-updates:22.04:LTS', undefined],
    ['Red Hat:enterprise_linux:9::appstream', 'Red Hat:9'],
    ['Red Hat:enterprise_linux:10.0', 'Red Hat:10'],
    ['Red Hat:rhel_eus:9.2::baseos', undefined],
    ['Red Hat:rhel_aus:8.4::appstream', undefined],
    ['SUSE:Linux Enterprise Module for Basesystem 15 SP5', 'SUSE:15.5'],
    ['SUSE:Linux Enterprise Server 12', 'SUSE:12.0'],
    ['SUSE:Linux Enterprise Server 16.0', 'SUSE:16.0'],
    ['SUSE:Linux Enterprise Module for Python 3 15 SP5', 'SUSE:15.5'],
    ['SUSE:Linux Enterprise High Performance Computing 15 SP7-ESPOS', 'SUSE:15.7'],
    ['SUSE:Linux Enterprise Server LTSS Extended Security 12 SP5', 'SUSE:12.5'],
    ['SUSE:Linux Enterprise Micro 5.5', undefined],
    ['SUSE:Linux Micro 6.2', undefined],
    ['openSUSE:Leap 15.6', 'openSUSE:Leap 15.6'],
    ['openSUSE:Tumbleweed', 'openSUSE:Tumbleweed'],
    ['Rocky Linux:9', 'Rocky Linux:9'],
    ['Rocky Linux', undefined],
    ['AlmaLinux:8', 'AlmaLinux:8'],
    ['Azure Linux:3', 'Azure Linux:3'],
    ['Photon OS:5.0', 'Photon OS:5.0'],
    ['Mageia:9', 'Mageia:9'],
    ['openEuler:22.03-LTS-SP3', 'openEuler:22.03-LTS-SP3'],
    ['Debian', undefined],
    ['Debian:sid', 'Debian:sid'],
    ['Wolfi', 'Wolfi'],
    ['Chainguard', 'Chainguard'],
    ['Maven:https://maven.google.com', 'Maven'],
    ['npm', 'npm'],
    ['crates.io', 'crates.io'],
    ['Android', undefined],
    ['', undefined],
  ])('%s is %s', (name, expected) => {
    expect(canonicalEcosystem(name)).toBe(expected);
  });
});

describe('ranges', () => {
  const range = (...events: Range): Affected => ({ ecosystem: 'npm', name: 'a', ranges: [events], versions: [] });
  const two = range(['introduced', '1.0.0'], ['fixed', '1.2.0'], ['introduced', '2.0.0-0'], ['fixed', '2.1.0']);
  it.each<[string, string, Affected, string]>([
    ['before', '0.9.0', two, 'not'],
    ['within the first', '1.1.9', two, 'affected 1.2.0'],
    ['mended', '1.2.0', two, 'not'],
    ['between', '1.9.0', two, 'not'],
    ['within the second, before its release', '2.0.0-rc.1', two, 'affected 2.1.0'],
    ['after', '2.1.0', two, 'not'],
    [
      'in whatever order',
      '2.0.5',
      range(['fixed', '2.1.0'], ['fixed', '1.2.0'], ['introduced', '2.0.0'], ['introduced', '0']),
      'affected 2.1.0',
    ],
    ['from the beginning', '0.0.1', range(['introduced', '0'], ['fixed', '1.0.0']), 'affected 1.0.0'],
    ['the last that is affected', '1.5.0', range(['introduced', '0'], ['last', '1.5.0']), 'affected'],
    ['after the last', '1.5.1', range(['introduced', '0'], ['last', '1.5.0']), 'not'],
    ['mended nowhere', '9.0.0', range(['introduced', '0']), 'affected'],
    ['beyond the limit', '2.0.0', range(['introduced', '0'], ['limit', '2.0.0']), 'not'],
    ['below the limit', '1.0.0', range(['introduced', '0'], ['limit', '2.0.0']), 'affected'],
    ['without limit', '1.0.0', range(['introduced', '0'], ['limit', '*']), 'affected'],
    ['of two limits none', '3.0.0', range(['introduced', '0'], ['limit', '2.0.0'], ['limit', '*']), 'affected'],
    ['of two limits the farther', '1.5.0', range(['introduced', '0'], ['limit', '1.0.0'], ['limit', '2.0.0']), 'affected'],
    ['listed', '1.0', { ecosystem: 'npm', name: 'a', ranges: [], versions: ['1.0'] }, 'affected'],
    ['not listed', '1.1', { ecosystem: 'npm', name: 'a', ranges: [], versions: ['1.0'] }, 'not'],
    ['mended before it began', '5.3.0', range(['introduced', '0'], ['fixed', '0']), 'not'],
    ['mended and there again', '1.5.0', range(['introduced', '0'], ['fixed', '1.0.0'], ['introduced', '1.0.0']), 'affected'],
    ['in no order', 'nightly', two, 'unknown'],
    ['in no order, but everything is affected', 'nightly', range(['introduced', '0']), 'affected'],
  ])('%s: %s', (_, version, affected, expected) => {
    const { is, ...more } = standingOf('npm', version, affected, compareVersions);
    expect([is, ...Object.values(more)].join(' ')).toBe(expected);
  });
});

const debian: Distribution = { id: 'debian', version: '12', name: 'Debian', like: [] };
const openssl: ImagePackage = {
  kind: 'deb',
  name: 'libssl3',
  version: '3.0.11-1',
  source: { name: 'openssl', version: '3.0.11-1' },
  layer: 1,
  path: '/s',
};
const npm: ImagePackage = { kind: 'npm', name: 'a', version: '1.0.0', layer: 1, path: '/a' };

function found(
  one: ImagePackage,
  advisories: readonly (Partial<Advisory> & { readonly id: string })[],
  ratings: Known['rating'] = () => undefined,
) {
  const known: Known = {
    entries: (ecosystem, name) =>
      advisories.flatMap(({ affected = [], ...more }) =>
        affected
          .filter((each) => each.ecosystem === ecosystem && each.name === name)
          .map((each) => ({ advisory: { source: 'S', cves: [], aliases: [], ...more }, affected: each })),
      ),
    rating: ratings,
  };
  return match([one], debian, known, compareVersions);
}
const inNpm = (fixed?: string): Affected => ({ ecosystem: 'npm', name: 'a', ranges: [until(fixed)], versions: [] });
const inDebian = (fixed?: string, more: Partial<Affected> = {}): Affected => ({
  ecosystem: 'Debian:12',
  name: 'openssl',
  ranges: [until(fixed)],
  versions: [],
  ...more,
});

describe('match', () => {
  it('by the source of a package of Debian, one vulnerability for each CVE of an announcement', () => {
    const dsa = { id: 'DSA-1-1', cves: ['CVE-2024-2222', 'CVE-2024-1111'], affected: [inDebian('3.0.13-1')] };
    expect(found(openssl, [dsa])).toEqual(
      ['CVE-2024-1111', 'CVE-2024-2222'].map((id) => ({
        id,
        aliases: ['DSA-1-1'],
        package: openssl,
        state: 'fixed',
        fixed: '3.0.13-1',
        source: 'S',
      })),
    );
    expect(found({ ...openssl, source: { name: 'openssl', version: '3.0.13-1' } }, [dsa])).toEqual([]);
    expect(found({ ...openssl, source: { name: 'other', version: '1' } }, [dsa])).toEqual([]);
  });

  it('one vulnerability is told once, by its CVE, with the last fix and the worst rating', () => {
    const ghsa = {
      id: 'GHSA-1',
      cves: ['CVE-2024-1111'],
      aliases: ['PYSEC-1'],
      affected: [inNpm('1.2.0')],
      rating: { severity: 'high', score: 7.5, vector: 'v' },
    } as const;
    const pysec = {
      id: 'PYSEC-1',
      aliases: ['SNYK-1'],
      affected: [inNpm('1.3.0')],
      source: 'P',
      rating: { severity: 'medium', score: 5, vector: 'w' },
    } as const;
    expect(found(npm, [pysec, ghsa])).toEqual([
      {
        id: 'CVE-2024-1111',
        aliases: ['GHSA-1', 'PYSEC-1', 'SNYK-1'],
        package: npm,
        state: 'fixed',
        fixed: '1.3.0',
        severity: 'high',
        score: 7.5,
        vector: 'v',
        source: 'P',
      },
    ]);
  });

  it('names that only a third one joins', () => {
    const all = ['A-1', 'B-1'].map((id) => ({ id, affected: [inNpm()] }));
    expect(found(npm, all)).toHaveLength(2);
    expect(found(npm, [...all, { id: 'C-1', aliases: ['A-1', 'B-1'], affected: [inNpm()] }])).toHaveLength(1);
  });

  it.each<[string, readonly Affected[], object]>([
    ['nobody has mended it', [inDebian()], { state: 'affected' }],
    ['its keeper will not', [inDebian(undefined, { state: 'will-not-fix', severity: 'low' })], { state: 'will-not-fix', severity: 'low' }],
    ['nobody keeps it', [inDebian(undefined, { state: 'end-of-life' })], { state: 'end-of-life' }],
    ['a fix outweighs', [inDebian(undefined, { state: 'will-not-fix' }), inDebian('3.0.12-1')], { state: 'fixed', fixed: '3.0.12-1' }],
    ['undetermined', [inDebian(undefined, { state: 'unknown' })], { state: 'unknown' }],
    ['unimportant, whatever its score', [inDebian(undefined, { unimportant: true, severity: 'low' })], { severity: 'low', score: 9.8 }],
  ])('%s', (_, affected, expected) => {
    const rating = { severity: 'critical', score: 9.8, vector: 'v' } as const;
    const tells = affected.map((each) => ({ id: 'CVE-2024-1111', cves: ['CVE-2024-1111'], affected: [each] }));
    expect(found(openssl, tells, () => ('score' in expected ? rating : undefined))).toMatchObject([expected]);
  });

  it('what somebody else computed for the CVE counts where its own advisory has no score', () => {
    const elsewhere = { severity: 'high', score: 8, vector: 'v' } as const;
    const own = { id: 'CVE-2024-1111', cves: ['CVE-2024-1111'], affected: [inDebian(undefined, { severity: 'low' })] };
    expect(found(openssl, [own], (cve) => (cve === 'CVE-2024-1111' ? elsewhere : undefined))).toMatchObject([elsewhere]);
  });

  it('rpm: by the source and by what was built from it', () => {
    const rocky: Distribution = { id: 'rocky', version: '9.4', name: 'Rocky', like: [] };
    const one: ImagePackage = {
      kind: 'rpm',
      name: 'openssl-libs',
      version: '1:3.0.7-24.el9',
      source: { name: 'openssl', version: '1:3.0.7-24.el9' },
      layer: 1,
      path: '/r',
    };
    const asked: string[] = [];
    match(
      [one],
      rocky,
      { entries: (ecosystem, name) => [asked.push(`${ecosystem} ${name}`)].flatMap(() => []), rating: () => undefined },
      compareVersions,
    );
    expect(asked).toEqual(['Rocky Linux:9 openssl', 'Rocky Linux:9 openssl-libs']);
  });

  it('Wolfi: advisories name packages, not only their sources', () => {
    const wolfi: Distribution = { id: 'wolfi', version: '20230201', name: 'Wolfi', like: [] };
    const one: ImagePackage = { ...openssl, kind: 'apk', name: 'libssl3' };
    const asked: string[] = [];
    const entries = (ecosystem: string, name: string) => [asked.push(`${ecosystem} ${name}`)].flatMap(() => []);
    match([one], wolfi, { entries, rating: () => undefined }, compareVersions);
    match([one], { ...wolfi, id: 'alpine', version: '3.19.1' }, { entries, rating: () => undefined }, compareVersions);
    expect(asked).toEqual(['Wolfi openssl', 'Wolfi libssl3', 'Alpine:v3.19 openssl']);
  });

  it('the standard library of Go, as its programs tell of it', () => {
    const go: ImagePackage = { kind: 'golang', name: 'stdlib', version: '1.19.8', layer: 1, path: '/usr/bin/skopeo' };
    const range: Range = [
      ['introduced', '0'],
      ['fixed', '1.19.10'],
      ['introduced', '1.20.0-0'],
      ['fixed', '1.20.5'],
    ];
    const affected = [{ ecosystem: 'Go', name: 'stdlib', ranges: [range], versions: [] }];
    const fixes = (version: string) => found({ ...go, version }, [{ id: 'GO-1', affected }]).map(({ fixed }) => fixed);
    expect(['1.19.8', '1.19.10', '1.20rc1', '1.20', '1.20.4', '1.20.5'].map(fixes)).toEqual([
      ['1.19.10'],
      [],
      ['1.20.5'],
      ['1.20.5'],
      ['1.20.5'],
      [],
    ]);
  });

  it('what would write on the terminal is harmless', () => {
    expect(found(npm, [{ id: 'A\u001b[2J', summary: 'x\u001by', affected: [inNpm()] }])).toMatchObject([
      { id: 'A\ufffd[2J', summary: 'x\ufffdy' },
    ]);
  });
});
