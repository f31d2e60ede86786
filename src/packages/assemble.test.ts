import { describe, expect, it } from 'vitest';
import type { LayerFact, Package, PackageKind } from '../model/index.ts';
import { assemblePackages } from './assemble.ts';

const status = 'var/lib/dpkg/status';
const one = (kind: PackageKind, name: string, version = '1'): Package => ({ kind, name, version });
const packages = (path: string, ...list: readonly Package[]): LayerFact => ({ kind: 'packages', path, packages: list });
const owned = (path: string, owner: string, ...files: readonly string[]): LayerFact => ({ kind: 'owned', path, owner, files });
const release = (path: string, id: string): LayerFact => ({ kind: 'distribution', path, distribution: { id, name: id, like: [] } });

/** A path is gone where a later layer tells of it too, or names it as deleted. */
function assembled(layers: readonly (readonly LayerFact[] | undefined)[], deleted: Readonly<Record<string, number>> = {}) {
  const isThere = (path: string, index: number): boolean =>
    (deleted[path] ?? 0) <= index && !layers.some((layer, at) => at > index && layer?.some((fact) => fact.path === path));
  const { packages: found, distribution, distributionAt } = assemblePackages(layers, isThere);
  const lines = found.map(
    ({ name, version, layer, path, owner }) => `${name} ${version} of ${layer} at ${path}${owner === undefined ? '' : ` by ${owner}`}`,
  );
  return [...lines, ...(distribution === undefined ? [] : [`${distribution.id} of ${distributionAt?.layer} by ${distributionAt?.path}`])];
}

const list = 'var/lib/dpkg/info/x.list';
const go = 'usr/bin/x';

describe('the packages that are there when a container starts', () => {
  it.each<[string, string[], Parameters<typeof assembled>]>([
    ['one layer', ['a 1 of 1 at /var/lib/dpkg/status'], [[[packages(status, one('deb', 'a'))]]]],
    [
      'a later layer writes the record anew: each package is of the layer that brought its version',
      ['a 1 of 1 at /var/lib/dpkg/status', 'b 2 of 2 at /var/lib/dpkg/status', 'c 1 of 3 at /var/lib/dpkg/status'],
      [
        [
          [packages(status, one('deb', 'a'), one('deb', 'b'), one('deb', 'gone'))],
          [packages(status, one('deb', 'a'), one('deb', 'b', '2'), one('deb', 'gone'))],
          [packages(status, one('deb', 'a'), one('deb', 'b', '2'), one('deb', 'c'))],
        ],
      ],
    ],
    [
      'taken away and brought again: of the layer that brought it again',
      ['a 1 of 3 at /var/lib/dpkg/status'],
      [[[packages(status, one('deb', 'a'))], [packages(status)], [packages(status, one('deb', 'a'))]]],
    ],
    ['a record that is deleted', [], [[[packages(status, one('deb', 'a'))], []], { [status]: 1 }]],
    ['layers that were not read are passed over', ['a 1 of 1 at /var/lib/dpkg/status'], [[[packages(status, one('deb', 'a'))], undefined]]],
    [
      'two places of one database are one',
      ['a 1 of 1 at /usr/lib/sysimage/rpm/Packages.db'],
      [[[packages('usr/lib/sysimage/rpm/Packages.db', one('rpm', 'a')), packages('var/lib/rpm/Packages', one('rpm', 'a'))]]],
    ],
    [
      'two copies of a package of a language are two',
      ['n 1 of 1 at /a/node_modules/n/package.json', 'n 1 of 1 at /b/node_modules/n/package.json'],
      [[[packages('b/node_modules/n/package.json', one('npm', 'n')), packages('a/node_modules/n/package.json', one('npm', 'n'))]]],
    ],
    [
      'what a package of the distribution brings is that package alone, and its own files are not those of another',
      ['mine 1 of 1 at /opt/mine.dist-info/METADATA'],
      [
        [
          [
            owned(list, 'x', 'usr/x.dist-info/METADATA'),
            packages('usr/x.dist-info/METADATA', one('pypi', 'x')),
            packages('opt/mine.dist-info/METADATA', one('pypi', 'mine')),
          ],
        ],
      ],
    ],
    [
      'what is built into its programs counts',
      ['m 1 of 1 at /usr/bin/x by x'],
      [[[owned(list, 'x', go), packages(go, one('golang', 'm'))]]],
    ],
    [
      'a package may say /bin for /usr/bin',
      ['m 1 of 1 at /usr/bin/x by x'],
      [[[owned(list, 'x', 'bin/x'), packages(go, one('golang', 'm'))]]],
    ],
    [
      'somebody put another program over it: nobody brought that',
      ['m 2 of 2 at /usr/bin/x'],
      [[[owned(list, 'x', go), packages(go, one('golang', 'm'))], [packages(go, one('golang', 'm', '2'))]]],
    ],
    [
      'a later layer only changed its rights: it is still the package it was',
      [],
      [
        [
          [owned(list, 'x', 'usr/x.dist-info/METADATA'), packages('usr/x.dist-info/METADATA', one('pypi', 'x'))],
          [packages('usr/x.dist-info/METADATA', one('pypi', 'x'))],
        ],
      ],
    ],
    [
      'etc/os-release counts before others',
      ['own of 1 by /etc/os-release'],
      [[[release('etc/debian_version', 'debian'), release('usr/lib/os-release', 'base'), release('etc/os-release', 'own')]]],
    ],
    [
      'a link in its place',
      ['base of 1 by /usr/lib/os-release'],
      [[[release('etc/os-release', 'own'), release('usr/lib/os-release', 'base')], []], { 'etc/os-release': 1 }],
    ],
  ])('%s', (_, expected, [layers, deleted]) => {
    expect(assembled(layers, deleted)).toEqual(expected);
  });
});
