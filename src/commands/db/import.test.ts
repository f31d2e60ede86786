import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { apk, deb, dla, dsa, fresh, imported, looked, npm, osv, secdb, text, tracker } from '../../../test/support/advisory-database.ts';
import { tarOf } from '../../../test/support/tar.ts';
import { zipFile } from '../../../test/support/zip.ts';
import { openSqlite } from '../../host/sqlite.ts';
import { openLookup } from './lookup.ts';
import { renewDatabase } from './renew.ts';
import { advisories } from './say.ts';
import { advisoryReader } from './store/read.ts';

describe('import', () => {
  it('every form, in every packing, and what is none or broken beside it', async () => {
    const { counts, passedOver, problems, path } = await imported({
      'one.json': text(osv('GHSA-1', { aliases: ['CVE-2024-1111'] })),
      'deep/two.yaml':
        'id: PYSEC-2024-1\nmodified: 2024-01-02T00:00:00Z\naffected:\n- package: {ecosystem: PyPI, name: a}\n  versions: ["1"]\n',
      'list.gz': gzipSync(dsa),
      'tracker.json': tracker({ openssl: { 'CVE-2023-5555': { releases: { bookworm: { status: 'open', urgency: 'low' } } } } }),
      'all.tar.gz': gzipSync(
        await tarOf([
          { name: 'x.json', text: secdb },
          { name: 'link', link: 'x.json' },
          { name: 'bad.json', text: '{"id": "GHSA-9"' },
        ]),
      ),
      'all.zip': zipFile({ 'GO-1.json': Buffer.from(text(osv('GO-2024-1', { affected: [] }))), 'd/': new Uint8Array(0) }),
      'README.md': '# Read me',
      'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]),
      'cut.gz': gzipSync(dsa).subarray(0, 60),
      'cut.zip': Buffer.from('PK\u0003\u0004 and no more'),
    });
    expect(counts).toEqual({
      'Alpine secdb v3.19/main': 1,
      'Debian DSA list': 1,
      'Debian security tracker': 1,
      'GitHub advisory database': 1,
      'Go vulnerability database': 1,
      'PyPA advisory database': 1,
    });
    expect(passedOver.sort()).toEqual(['README.md', 'picture.png']);
    expect(problems.sort()).toEqual([
      expect.stringMatching(/^all\.tar\.gz:bad\.json: it is no JSON: .*$/),
      'cut.gz: it is cut off: the end is missing',
      'cut.zip: it is no zip file, or a damaged one',
    ]);
    expect(looked(path, [npm, deb])).toEqual({
      ids: ['CVE-2024-1111', 'CVE-2023-1111', 'CVE-2023-2222', 'CVE-2023-5555 affected'],
      advisories: { newest: expect.stringMatching(/^20\d\d-\d\d-\d\d$/), count: 3 },
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('tells what there is nothing on, and how old the oldest publisher is', async () => {
    const { path } = await imported({ a: text(osv('GHSA-1')), b: dsa });
    expect(looked(path, [npm, deb]).advisories).toEqual({ newest: '2023-03-29', count: 2 });
    expect(looked(path, [npm, apk], { id: 'alpine', version: '3.19.1', name: 'A', like: [] }).advisories).toEqual({
      newest: '2024-05-06',
      count: 1,
      lacking: [{ ecosystem: 'Alpine:v3.19', kind: 'apk', packages: 1 }],
    });
    expect(looked(path, [deb], { id: 'nobody', version: '1', name: 'N', like: [] }).advisories?.lacking).toEqual([
      { kind: 'deb', packages: 1 },
    ]);
  });

  it("Alpine's packages by what they were built from", async () => {
    const { path } = await imported({ a: secdb });
    expect(looked(path, [apk], { id: 'alpine', version: '3.19.1', name: 'A', like: [] }).ids).toEqual(['CVE-2023-4444']);
    expect(
      looked(path, [{ ...apk, source: { name: 'busybox', version: '1.36.1-r16' } }], {
        id: 'alpine',
        version: '3.19.1',
        name: 'A',
        like: [],
      }).ids,
    ).toEqual([]);
  });

  it('a later word takes the place of the former one, and a whole list of the former list', async () => {
    const { path } = await imported({ a: text(osv('GHSA-1')), b: text(osv('GHSA-2')), c: dsa, d: dla });
    await imported({ a: text(osv('GHSA-1', { withdrawn: '2024-06-01T00:00:00Z' })), c: dsa.replace('CVE-2023-2222', '') }, path);
    expect(looked(path, [npm, deb]).ids).toEqual(['GHSA-2', 'CVE-2023-1111', 'CVE-2023-3333']);
    await imported({ c: dsa }, path, true);
    expect(looked(path, [npm, deb]).ids).toEqual(['CVE-2023-1111', 'CVE-2023-2222']);
  });

  it('the score that somebody computed for a CVE counts for all', async () => {
    const score = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }], affected: [] };
    const { path } = await imported({ a: dsa, b: text(osv('CVE-2023-1111', score)) });
    const reader = advisoryReader(path);
    expect(reader.rating('CVE-2023-1111')).toMatchObject({ severity: 'critical', score: 9.8 });
    reader.close();
  });

  it("the JSON of Debian's tracker, longer than what is held", async () => {
    const packages = Object.fromEntries(
      Array.from({ length: 40_000 }, (_, at) => [
        `p${at}`,
        {
          [`CVE-2023-${10_000 + at}`]: { description: 'x'.repeat(300), releases: { bookworm: { status: 'resolved', fixed_version: '2' } } },
        },
      ]),
    );
    const { counts, problems, path } = await imported({
      'tracker.json': tracker(packages),
      'other.json': `{"a": "${'x'.repeat(17 * 1024 ** 2)}"}`,
    });
    expect(counts).toEqual({ 'Debian security tracker': 40_000 });
    expect(problems).toEqual(["other.json: it is longer than 16 MiB, and not the JSON of Debian's tracker"]);
    expect(looked(path, [{ ...deb, name: 'p39999', version: '1' }]).ids).toEqual(['CVE-2023-49999']);
  });

  it('nothing to read leaves the database as it was, and nothing beside it', async () => {
    const { path } = await imported({ a: dsa });
    const before = readFileSync(path);
    await imported({ a: 'nothing' }, path);
    await expect(renewDatabase(path, false, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(join(path, '..'))).toEqual(['a.db']);
  });

  it('a file of another version, or a damaged one, is made anew; reading it is refused', async () => {
    const { path } = await imported({ a: dsa });
    const database = openSqlite(path, 'write');
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => advisoryReader(path)).toThrow(/another version of bulkhead/);
    await imported({ a: dla }, path);
    expect(looked(path, [deb]).ids).toEqual(['CVE-2023-3333']);
    writeFileSync(path, 'SQLite format 3\0 and then nothing');
    expect(() => openLookup(path)).toThrow(/no SQLite file/);
    await imported({ a: dla }, path);
    expect(looked(path, [deb]).ids).toEqual(['CVE-2023-3333']);
  });

  it.each([true, false])('a file that is none of ours is left as it is; fresh: %s', async (clean) => {
    const path = join(fresh(), 'notes.txt');
    writeFileSync(path, 'my notes');
    await expect(imported({ a: dla }, path, clean)).rejects.toThrow(`${path} holds no advisories, and was left as it is`);
    expect(readFileSync(path, 'utf8')).toBe('my notes');
    writeFileSync(path, '');
    await imported({ a: dla }, path, clean);
    expect(looked(path, [deb]).ids).toEqual(['CVE-2023-3333']);
  });

  it.each([
    [0, '0 advisories'],
    [1, '1 advisory'],
    [21_116, '21,116 advisories'],
  ])('%i are %s', (number, text) => expect(advisories(number)).toBe(text));

  it('another program is writing it: that is said, and not that it is damaged', async () => {
    const { path } = await imported({ a: dsa });
    const database = openSqlite(path, 'write');
    database.exec('BEGIN EXCLUSIVE');
    expect(() => openLookup(path)).toThrow(/^another program is writing it$/);
    database.close();
  });

  it('what a bill of materials tells by itself stays', async () => {
    const { path } = await imported({ a: text(osv('GHSA-1')), b: text(osv('GHSA-2')) });
    const told = { aliases: [], package: npm, source: 'bill' } as const;
    const vex = { because: 'x', document: 'bill' };
    const ids = looked(path, [npm], undefined, [
      { ...told, id: 'GHSA-1', state: 'not-affected', vex },
      { ...told, id: 'GHSA-2', state: 'affected' },
      { ...told, id: 'GHSA-3', state: 'affected' },
    ]).ids;
    expect(ids).toEqual(['GHSA-1 not-affected', 'GHSA-2', 'GHSA-3 affected']);
  });

  it('500 packages are looked up in a blink', async () => {
    const { path } = await imported({
      a: text(
        Array.from({ length: 5000 }, (_, at) =>
          osv(`GHSA-${at}`, {
            affected: [
              {
                package: { ecosystem: 'npm', name: `p${at % 1000}` },
                ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
              },
            ],
          }),
        ),
      ),
    });
    const packages = Array.from({ length: 500 }, (_, at) => ({ ...npm, name: `p${at}` }));
    const times = [1, 2, 3].map(() => {
      const before = process.cpuUsage();
      expect(looked(path, packages).ids).toHaveLength(2500);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    // Processor time, which a machine that others use stretches too.
    expect(Math.min(...times)).toBeLessThan(400);
  });
});
