import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LayerFile, layerOf, layoutOf, packedWithGzip } from '../../../test/support/image.ts';
import { hasRpm, rpmDatabases } from '../../../test/support/rpm-database.ts';
import { fileOf, tarOf } from '../../../test/support/tar.ts';
import { livingOf } from '../check/living.ts';
import { archiveSource } from './from/archive.ts';
import { scan } from './scan.ts';

const status = 'var/lib/dpkg/status';
const own = '/var/lib/dpkg/status';

async function scanned(...layers: readonly (readonly LayerFile[])[]) {
  const plain = await Promise.all(layers.map((files) => layerOf([...files])));
  const { images, problems } = await scan([archiveSource(fileOf(await tarOf(layoutOf(packedWithGzip(plain)))))], {
    profile: 'recommended',
    controls: ['image-secrets'],
    all: false,
    views: false,
  });
  const [image] = images ?? [];
  return { distribution: image?.distribution, packages: image?.packages ?? [], problems: problems.map(({ message }) => message) };
}

describe.skipIf(!existsSync(own))('an image of the packages of this machine', () => {
  it('has what dpkg-query says of its root, each in the layer that brought it', async () => {
    const whole = readFileSync(own, 'utf8');
    const paragraphs = whole.trimEnd().split('\n\n');
    const half = `${paragraphs.slice(0, paragraphs.length >> 1).join('\n\n')}\n`;
    const { packages, distribution, problems } = await scanned(
      [
        { name: 'etc/os-release', text: readFileSync('/etc/os-release', 'utf8') },
        { name: status, text: half },
      ],
      [{ name: status, text: whole }],
    );
    const query = (text: string): string[] => {
      const folder = mkdtempSync(join(tmpdir(), 'bulkhead-dpkg-'));
      for (const name of ['info', 'updates']) mkdirSync(join(folder, name));
      writeFileSync(join(folder, 'status'), text);
      const format = '${db:Status-Status} ${Package} ${Version} ${Architecture}\\n';
      const said = execFileSync('dpkg-query', ['--admindir', folder, '-W', '-f', format], { encoding: 'utf8', maxBuffer: 1 << 26 });
      rmSync(folder, { recursive: true });
      return said.split('\n').flatMap((line) => (line.startsWith('installed ') ? [line.replace('installed ', '')] : []));
    };
    const told = (layers: readonly number[]): string[] =>
      packages.filter(({ layer }) => layers.includes(layer)).map(({ name, version, arch }) => `${name} ${version} ${arch}`);
    expect(packages.length).toBeGreaterThan(50);
    expect(told([1, 2]).sort()).toEqual(query(whole).sort());
    expect(told([1]).sort()).toEqual(query(half).sort());
    expect([distribution?.id, problems]).toEqual([/^ID=(.*)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1], []]);
  });
});

describe.skipIf(!hasRpm)('an image of packages that rpm built', () => {
  it.each(['sqlite', 'ndb', 'berkeley'] as const)('%s', async (form) => {
    const { databases, said } = rpmDatabases();
    const database = databases[form];
    if (database === undefined) return;
    const { packages, problems } = await scanned([{ name: database.path, text: database.bytes }]);
    expect(packages.map(({ name, version, arch }) => `${name} ${version} ${arch}`)).toEqual(
      said.map((line) => line.split(' ', 3).join(' ')),
    );
    expect([problems, packages.every(({ path }) => path === `/${database.path}`)]).toEqual([[], true]);
  });
});

it('whether the distribution still gets security updates is asked on the day of the scan', async () => {
  const plain = await layerOf([{ name: 'etc/os-release', text: 'ID=debian\nVERSION_ID="9"\nPRETTY_NAME="Debian 9"\n' }]);
  const source = archiveSource(fileOf(await tarOf(layoutOf(packedWithGzip([plain])))));
  const on = async (day: string) => {
    const { findings } = await scan(
      [source],
      { profile: 'recommended', controls: ['end-of-life-base'], all: true, views: false },
      livingOf(undefined, [], new Date(day)),
    );
    return findings.map(({ outcome, severity, layer }) => `${outcome} ${severity} ${layer?.path ?? ''}`);
  };
  expect([await on('2020-07-18'), await on('2020-07-19'), await on('2022-07-01')]).toEqual([
    ['held high '],
    ['broken low /etc/os-release'],
    ['broken high /etc/os-release'],
  ]);
});

describe('records that cannot be read', () => {
  const database = 'var/lib/rpm/Packages';
  const damaged = { name: database, text: 'x'.repeat(1000) };

  it('are a problem of one line', async () => {
    expect(await scanned([damaged])).toMatchObject({
      packages: [],
      problems: ['layer 1: /var/lib/rpm/Packages: it is no hash file of Berkeley DB'],
    });
  });

  it('and none where a later layer deletes them', async () => {
    expect(await scanned([damaged], [{ name: 'var/lib/rpm/.wh.Packages' }])).toMatchObject({ packages: [], problems: [] });
  });

  it('a damaged one in the place of another: what was there below is not told as if it were there', async () => {
    const { packages, problems } = await scanned(
      [{ name: 'lib/apk/db/installed', text: 'P:a\nV:1-r0\n' }],
      [{ name: 'lib/apk/db/installed', text: 'P:a\n' }],
    );
    expect([packages, problems]).toEqual([[], ['layer 2: /lib/apk/db/installed: it tells of a package without a proper name and version']]);
  });
});

describe('packages that are not read', () => {
  const said = 'var/lib/pacman/local: packages of pacman (Arch Linux) are not read, so that nothing is known of their vulnerabilities';
  const desc = (name: string): LayerFile => ({ name: `var/lib/pacman/local/${name}/desc`, text: '%NAME%' });
  it.each<[string, LayerFile[][], number[]]>([
    ['layers without an entry for the folder', [[desc('bash-5.2-1'), desc('glibc-2.40-1')], [desc('curl-8.10-1')]], [1]],
    ['one that a later layer deletes', [[desc('bash-5.2-1')], [{ name: 'var/lib/pacman/.wh.local', text: '' }]], []],
  ])('%s', async (_, layers, told) => {
    const { problems } = await scanned(...layers);
    expect(problems).toEqual(told.map((layer) => expect.stringMatching(new RegExp(`layer ${layer}: /?${said.replace(/[()]/g, '.')}`))));
  });
});
