import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../model/index.ts';
import { alpine } from './alpine.ts';
import { debian, ubuntu } from './debian.ts';
import { lifetimeOf, newestRelease } from './index.ts';
import { amazon, leap, mageia, photon, sles } from './others.ts';
import { alma, centos, centosStream, fedora, oracle, rhel, rocky } from './red-hat.ts';

const release = (id: string, more: Partial<Distribution> = {}) => {
  const lifetime = lifetimeOf({ id, name: id, like: [], ...more });
  return typeof lifetime === 'object' ? `${lifetime.keeping.name} ${lifetime.release}` : lifetime;
};

describe('which release', () => {
  it.each<[string, Parameters<typeof release>]>([
    ['Debian 12', ['debian', { version: '12' }]],
    ['Debian 13', ['debian', { codename: 'trixie', name: 'Debian GNU/Linux trixie/sid' }]],
    ['rolling', ['debian', { codename: 'forky', name: 'Debian GNU/Linux forky/sid' }]],
    ['Alpine 3.19', ['alpine', { version: '3.19.1' }]],
    ['rolling', ['alpine', { version: '3.25.0_alpha20260901', name: 'Alpine Linux edge' }]],
    ['Ubuntu 22.04', ['ubuntu', { version: '22.04' }]],
    ['Red Hat Enterprise Linux 9', ['rhel', { version: '9.4' }]],
    ['CentOS Linux 8', ['centos', { version: '8', name: 'CentOS Linux 8' }]],
    ['CentOS Stream 8', ['centos', { version: '8', name: 'CentOS Stream 8' }]],
    ['Amazon Linux 1', ['amzn', { version: '2018.03' }]],
    ['SUSE Linux Enterprise Server 15.5', ['sles', { version: '15.5' }]],
    ['rolling', ['fedora', { version: '46', name: 'Fedora Linux 46 (Rawhide Prerelease)' }]],
    ['rolling', ['arch']],
  ])('%s', (expected, of) => expect(release(...of)).toBe(expected));

  it.each([['linux'], ['constructor'], ['debian'], ['ubuntu']])('%s without a version is not known', (id) =>
    expect(release(id)).toBeUndefined(),
  );
});

const all = [alma, alpine, amazon, centos, centosStream, debian, fedora, leap, mageia, oracle, photon, rhel, rocky, sles, ubuntu];

it.each(all)('$name: days that are ones, each release once, the longer support is the longer', ({ releases, longer, releaseOf }) => {
  for (const [name, until, more] of releases) {
    expect(releaseOf(name)).toBe(name);
    for (const day of [until, more]) if (day !== undefined) expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
    if (more !== undefined) expect([more > (until ?? ''), longer !== undefined]).toEqual([true, true]);
  }
  expect(new Set(releases.map(([name]) => name)).size).toBe(releases.length);
});

it('the newest is the one that is kept longest', () => {
  expect([newestRelease(debian, '2026-11-01'), newestRelease(alpine, '2026-11-01'), newestRelease(centos, '2026-11-01')]).toEqual([
    '13',
    '3.24',
    undefined,
  ]);
  expect(newestRelease(oracle, '2026-11-01')).toBe('10');
});

/** Debian's package of these days, which goes on after ours were written: a few weeks more or less are no mistake. */
describe.skipIf(!existsSync('/usr/share/distro-info/debian.csv'))('what distro-info-data says', () => {
  it.each([
    ['debian', debian, 'eol-lts'],
    ['ubuntu', ubuntu, 'eol-esm'],
  ] as const)('%s', (file, { releases }, longer) => {
    const [head = '', ...rows] = readFileSync(`/usr/share/distro-info/${file}.csv`, 'utf8').trim().split('\n');
    const column = (name: string) => head.split(',').indexOf(name);
    const days = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
    let compared = 0;
    for (const row of rows.map((each) => each.split(','))) {
      const version = (row[column('version')] ?? '').replace(/ LTS$/, '').replace(file === 'debian' ? /\.0$/ : /$^/, '');
      const ours = releases.find(([name]) => name === version);
      for (const [day, name] of [
        [ours?.[1], 'eol'],
        [ours?.[2], longer],
      ] as const) {
        const theirs = row[column(name)];
        if (day === undefined || theirs === undefined || theirs === '') continue;
        compared++;
        expect([version, name, Math.abs(days(day) - days(theirs)) < 100]).toEqual([version, name, true]);
      }
    }
    expect(compared).toBeGreaterThan(15);
  });
});
