import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layerFile } from '../../../test/support/layer-file.ts';
import type { LayerFact } from '../../model/index.ts';
import { dpkgReader } from './dpkg.ts';

const read = (path: string, text: string | Uint8Array): readonly LayerFact[] =>
  dpkgReader.read?.(layerFile(path, text.length), typeof text === 'string' ? Buffer.from(text) : text) ?? [];
const packagesOf = (facts: readonly LayerFact[]) => facts.flatMap((fact) => (fact.kind === 'packages' ? fact.packages : []));

const status = 'var/lib/dpkg/status';
const paragraph = (more: string): string => `Package: a\nArchitecture: amd64\nVersion: 1:2-3\n${more}`;

describe('the record of dpkg', () => {
  it.each<[string, string, object[]]>([
    ['installed', paragraph('Status: install ok installed'), [{ kind: 'deb', name: 'a', version: '1:2-3', arch: 'amd64' }]],
    ['a source of another name', paragraph('Source: b\n'), [{ source: { name: 'b', version: '1:2-3' } }]],
    ['a rebuild without changes', paragraph('Source: a (1:2-2)\n'), [{ source: { name: 'a', version: '1:2-2' } }]],
    ['its size is in KiB', paragraph('Installed-Size: 12\n'), [{ size: 12288 }]],
    ['held back', paragraph('Status: hold ok installed'), [{ name: 'a' }]],
    ['unpacked: its files are there', paragraph('Status: install ok unpacked'), [{ name: 'a' }]],
    ['waits for a trigger', paragraph('Status: install ok triggers-pending'), [{ name: 'a' }]],
    ['half installed', paragraph('Status: install reinstreq half-installed'), []],
    ['only configuration is left', paragraph('Status: deinstall ok config-files'), []],
    ['a long text between', `Description: x\n y\n Package: no\n .\n${paragraph('')}`, [{ name: 'a' }]],
    ['two, with Windows line ends', `${paragraph('')}\r\n\r\nPackage: b\r\nVersion: 1\r\n`, [{ name: 'a' }, { name: 'b', version: '1' }]],
    ['fields in another case', 'PACKAGE: c\nversion:1', [{ name: 'c', version: '1' }]],
    ['no package', 'Version: 1\n\nX: y', []],
  ])('%s', (_, text, expected) => {
    const facts = read(status, text);
    expect(facts.map(({ kind }) => kind)).toEqual(['packages']);
    expect(packagesOf(facts)).toMatchObject(expected);
    expect(packagesOf(facts)).toHaveLength(expected.length);
  });

  it('a source that says what is known is none', () => {
    expect(packagesOf(read(status, paragraph('Source: a (1:2-3)\n')))).toEqual([
      { kind: 'deb', name: 'a', version: '1:2-3', arch: 'amd64' },
    ]);
  });

  it.each(['Package: a', 'Package: a\u001b[2J\nVersion: 1', 'Package: a\nVersion: 1 2', `Package: ${'a'.repeat(500)}\nVersion: 1`])(
    'a package without a proper name and version is told: %j',
    (text) => {
      expect(read(status, text)).toEqual([
        { kind: 'packages', path: status, packages: [] },
        { kind: 'problem', path: status, because: 'it tells of a package without a proper name and version' },
      ]);
    },
  );

  it.each<[string, string, string | undefined]>([
    ['var/lib/dpkg/info/libc6:amd64.list', '/.\n/usr\n/usr/bin/x\n/usr/share/doc/x/copyright\n', 'libc6'],
    ['var/lib/dpkg/status.d/static.md5sums', `${'0'.repeat(32)}  ./usr/bin/x\n${'1'.repeat(32)}  usr/share/x.txt\n`, 'static'],
    ['var/lib/dpkg/info/docs.list', '/usr/share/doc/docs/copyright\n', undefined],
  ])('files that tell of packages: %s', (path, text, owner) => {
    expect(dpkgReader.wants?.(layerFile(path, 1))).toBe('whole');
    expect(read(path, text)).toEqual(owner === undefined ? [] : [{ kind: 'owned', path, owner, files: ['usr/bin/x'] }]);
  });

  it('a file a package, as images without dpkg have it', () => {
    const path = 'var/lib/dpkg/status.d/tzdata';
    expect(dpkgReader.wants?.(layerFile(path, 1))).toBe('whole');
    expect(packagesOf(read(path, paragraph('')))).toMatchObject([{ name: 'a' }]);
  });

  it.each(['var/lib/dpkg/status-old', 'var/lib/dpkg/available', 'var/lib/dpkg/info/x.md5sums', 'srv/var/lib/dpkg/status'])(
    '%s is not wanted',
    (path) => {
      expect(dpkgReader.wants?.(layerFile(path, 1))).toBeUndefined();
    },
  );

  it('whatever is in it', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '',
        ' ',
        'Package: a',
        'Version: 1',
        'Status: x installed',
        'Source: (',
        'Source: a ((1)',
        ':',
        ' continued',
        '\r',
        'x'.repeat(5000),
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        for (const { name, version } of packagesOf(read(status, lines.join('\n')))) expect(`${name}${version}`).toMatch(/^[!-~]+$/);
      }),
    );
  });

  it('a line of 20 MB and a million paragraphs take no time', () => {
    const start = process.cpuUsage();
    expect(packagesOf(read(status, `Package: ${' '.repeat(20_000_000)}`))).toEqual([]);
    expect(read(status, 'Package:a\nVersion:1\n\n'.repeat(300_000)).map(({ kind }) => kind)).toEqual(['packages', 'problem']);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1e6).toBeLessThan(10);
  });
});

describe.skipIf(!existsSync('/var/lib/dpkg/status'))('the packages of this machine', () => {
  it('are what dpkg-query says: names, versions, architectures, sources, sizes', () => {
    const format = '${db:Status-Status} ${Package} ${Version} ${Architecture} ${source:Package} ${source:Version} ${Installed-Size}\\n';
    const said = execFileSync('dpkg-query', ['-W', '-f', format], { encoding: 'utf8', maxBuffer: 1 << 26 })
      .trimEnd()
      .split('\n');
    const there = said
      .filter((line) => !/^(?:config-files|half-installed|not-installed) /.test(line))
      .map((line) => line.replace(/^\S+ /, ''));
    const found = packagesOf(read(status, readFileSync('/var/lib/dpkg/status'))).map(
      ({ name, version, arch, source = { name, version }, size }) =>
        `${name} ${version} ${arch} ${source.name} ${source.version} ${size === undefined ? '' : size / 1024}`,
    );
    expect(found.length).toBeGreaterThan(50);
    expect(found.sort()).toEqual(there.sort());
  });

  it('own the programs that dpkg -S says', () => {
    const folder = '/var/lib/dpkg/info';
    const owners = new Map(
      readdirSync(folder)
        .filter((name) => name.endsWith('.list'))
        .flatMap((name) => read(`${folder.slice(1)}/${name}`, readFileSync(`${folder}/${name}`)))
        .flatMap((fact) => (fact.kind === 'owned' ? fact.files.map((file): [string, string] => [`/${file}`, fact.owner]) : [])),
    );
    const asked = ['/usr/bin/dpkg', '/usr/bin/apt-get', '/usr/bin/perl'].filter((file) => existsSync(file));
    const said = execFileSync('dpkg', ['-S', ...asked], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(asked.map((file) => `${owners.get(file)}: ${file}`)).toEqual(said);
  });
});
