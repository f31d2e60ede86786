import { describe, expect, it } from 'vitest';
import { compareVersions } from '../packages/versions/index.ts';
import { listAdvisories } from './forms/debian-list.ts';
import { match } from './match.ts';

/**
 * What Debian's security announcements say of Debian 11 (data/DSA/list of 2023-03-29), and what the changelogs of the same source packages in Debian 12 say by themselves.
 * `before`: the version that was in unstable on 2021-07-19, as Debian 11 froze. `mends`: versions in the changelog of Debian 12, each with the CVEs that its entry names.
 */
const facts: readonly {
  readonly source: string;
  readonly before: string;
  readonly announced: readonly (readonly [id: string, fixed: string, cves: string])[];
  readonly mends: Readonly<Record<string, string>>;
}[] = [
  {
    source: 'apr-util',
    before: '1.6.1-5',
    announced: [['DSA-5364-1', '1.6.1-5+deb11u1', 'CVE-2022-25147']],
    mends: { '1.6.3-1': 'CVE-2022-25147' },
  },
  {
    source: 'booth',
    before: '1.0-237-gdd88847-2',
    announced: [['DSA-5194-1', '1.0-237-gdd88847-2+deb11u1', 'CVE-2022-2553']],
    mends: { '1.0-268-gdce51f9-1': 'CVE-2022-2553' },
  },
  {
    source: 'cifs-utils',
    before: '2:6.11-3',
    announced: [['DSA-5157-1', '2:6.11-3.1+deb11u1', 'CVE-2022-27239 CVE-2022-29869']],
    mends: { '2:6.14-1.1': 'CVE-2022-27239 CVE-2022-29869' },
  },
  {
    source: 'containerd',
    before: '1.4.3~ds1-1',
    announced: [
      ['DSA-5162-1', '1.4.13~ds1-1~deb11u2', 'CVE-2022-24769 CVE-2022-31030'],
      ['DSA-5091-1', '1.4.13~ds1-1~deb11u1', 'CVE-2022-23648'],
      ['DSA-5002-1', '1.4.5~ds1-2+deb11u1', 'CVE-2021-41103'],
    ],
    mends: {
      '1.5.7~ds1-1': 'CVE-2021-41103',
      '1.6.1~ds1-1': 'CVE-2022-23648',
      '1.6.2~ds1-1': 'CVE-2022-24769',
      '1.6.6~ds1-1': 'CVE-2022-31030',
    },
  },
  {
    source: 'cyrus-sasl2',
    before: '2.1.27+dfsg-2.1',
    announced: [['DSA-5087-1', '2.1.27+dfsg-2.1+deb11u1', 'CVE-2022-24407']],
    mends: { '2.1.28+dfsg-1': 'CVE-2022-24407' },
  },
  { source: 'dpkg', before: '1.20.8', announced: [['DSA-5147-1', '1.20.10', 'CVE-2022-1664']], mends: { '1.21.8': 'CVE-2022-1664' } },
  {
    source: 'emacs',
    before: '1:27.1+1-3.1',
    announced: [
      ['DSA-5360-1', '1:27.1+1-3.1+deb11u2', 'CVE-2022-48337 CVE-2022-48338 CVE-2022-48339'],
      ['DSA-5314-1', '1:27.1+1-3.1+deb11u1', 'CVE-2022-45939'],
    ],
    mends: { '1:28.2+1-8': 'CVE-2022-45939', '1:28.2+1-11': 'CVE-2022-48337 CVE-2022-48338 CVE-2022-48339' },
  },
  {
    source: 'flatpak',
    before: '1.10.2-2',
    announced: [
      ['DSA-5049-1', '1.10.7-0+deb11u1', 'CVE-2021-43860 CVE-2022-21682'],
      ['DSA-4984-1', '1.10.5-0+deb11u1', 'CVE-2021-41133'],
    ],
    mends: { '1.12.0-1': 'CVE-2021-41133', '1.12.3-1': 'CVE-2021-43860 CVE-2022-21682' },
  },
  {
    source: 'gnutls28',
    before: '3.7.1-5',
    announced: [
      ['DSA-5349-1', '3.7.1-5+deb11u3', 'CVE-2023-0361'],
      ['DSA-5203-1', '3.7.1-5+deb11u2', 'CVE-2022-2509'],
    ],
    mends: { '3.7.7-1': 'CVE-2022-2509', '3.7.8-5': 'CVE-2023-0361' },
  },
  {
    source: 'gzip',
    before: '1.10-2',
    announced: [['DSA-5122-1', '1.10-4+deb11u1', 'CVE-2022-1271']],
    mends: { '1.12-1': 'CVE-2022-1271' },
  },
  {
    source: 'isc-dhcp',
    before: '4.4.1-2.3',
    announced: [['DSA-5251-1', '4.4.1-2.3+deb11u1', 'CVE-2022-2928 CVE-2022-2929']],
    mends: { '4.4.3-2.1': 'CVE-2022-2928 CVE-2022-2929' },
  },
  {
    source: 'jackson-databind',
    before: '2.12.1-1',
    announced: [['DSA-5283-1', '2.12.1-1+deb11u1', 'CVE-2020-36518 CVE-2022-42003 CVE-2022-42004']],
    mends: { '2.13.2.2-1': 'CVE-2020-36518', '2.14.0-1': 'CVE-2022-42003 CVE-2022-42004' },
  },
  {
    source: 'krb5',
    before: '1.18.3-5',
    announced: [['DSA-5286-1', '1.18.3-6+deb11u3', 'CVE-2022-42898']],
    mends: { '1.20.1-1': 'CVE-2022-42898' },
  },
  {
    source: 'libxml2',
    before: '2.9.10+dfsg-6.7',
    announced: [
      ['DSA-5271-1', '2.9.10+dfsg-6.7+deb11u3', 'CVE-2022-40303 CVE-2022-40304'],
      ['DSA-5142-1', '2.9.10+dfsg-6.7+deb11u2', 'CVE-2022-29824'],
    ],
    mends: { '2.9.14+dfsg-1': 'CVE-2022-29824', '2.9.14+dfsg-1.1': 'CVE-2022-40303 CVE-2022-40304' },
  },
  {
    source: 'openldap',
    before: '2.4.57+dfsg-3',
    announced: [['DSA-5140-1', '2.4.57+dfsg-3+deb11u1', 'CVE-2022-29155']],
    mends: { '2.5.12+dfsg-1': 'CVE-2022-29155' },
  },
  {
    source: 'pixman',
    before: '0.40.0-1',
    announced: [['DSA-5276-1', '0.40.0-1.1~deb11u1', 'CVE-2022-44638']],
    mends: { '0.40.0-1.1': 'CVE-2022-44638' },
  },
  {
    source: 'rsyslog',
    before: '8.2102.0-2',
    announced: [['DSA-5150-1', '8.2102.0-2+deb11u1', 'CVE-2022-24903']],
    mends: { '8.2204.1-1': 'CVE-2022-24903' },
  },
  {
    source: 'schroot',
    before: '1.6.10-12',
    announced: [['DSA-5213-1', '1.6.10-12+deb11u1', 'CVE-2022-2787']],
    mends: { '1.6.12-2': 'CVE-2022-2787' },
  },
];

const list = facts
  .flatMap(({ source, announced }) =>
    announced.map(
      ([id, fixed, cves]) => `[01 Jan 2023] ${id} ${source} - security update\n\t{${cves}}\n\t[bullseye] - ${source} ${fixed}\n`,
    ),
  )
  .join('');
const advisories = [...listAdvisories(list)];

function idsOf(source: string, version: string): readonly string[] {
  const one = {
    kind: 'deb',
    name: `lib${source}`,
    version,
    source: { name: source, version },
    layer: 1,
    path: '/var/lib/dpkg/status',
  } as const;
  const entries = (ecosystem: string, name: string) =>
    advisories.flatMap((advisory) =>
      advisory.affected.filter((each) => each.ecosystem === ecosystem && each.name === name).map((affected) => ({ advisory, affected })),
    );
  const debian = { id: 'debian', version: '11', name: 'Debian', like: [] };
  return match([one], debian, { entries, rating: () => undefined }, compareVersions).map(({ id }) => id);
}

describe.each(facts)('$source', ({ source, before, announced, mends }) => {
  it('has what its changelog shows as mended later', () => {
    const later = Object.entries(mends).flatMap(([version, cves]) =>
      (compareVersions('deb', before, version) ?? 0) < 0 ? cves.split(' ') : [],
    );
    expect(idsOf(source, before)).toEqual(later.sort());
  });

  it('has none of it once it is mended', () => {
    const all = [...Object.keys(mends), ...announced.map(([, fixed]) => fixed)];
    const last = all.reduce((one, other) => ((compareVersions('deb', one, other) ?? 0) < 0 ? other : one));
    expect(idsOf(source, last)).toEqual([]);
  });
});
