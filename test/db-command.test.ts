import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead, patience, type Ran } from './support/cli.ts';
import { layerOf, layoutOf, packedWithGzip } from './support/image.ts';
import { tarOf } from './support/tar.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-test-db-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const env = { HOME: folder, XDG_CACHE_HOME: folder };
const run = (...args: readonly string[]): Ran => bulkhead(args, { cwd: folder, env });

const status = (name: string, version: string, source: string): string =>
  `Package: ${name}\nStatus: install ok installed\nSource: ${source}\nVersion: ${version}\nArchitecture: amd64\n\n`;
const list =
  '[29 Mar 2023] DSA-1-1 openssl - security update\n\t{CVE-2023-1111}\n\t[duke] - openssl 3.0.9-1\n[28 Mar 2023] DSA-2-1 zlib - security update\n\t{CVE-2023-2222}\n\t[duke] - zlib <unfixed>\n';
const vex = {
  '@context': 'https://openvex.dev/ns/v0.2.0',
  statements: [
    {
      vulnerability: { name: 'CVE-2023-1111' },
      products: [{ '@id': 'pkg:deb/debian/openssl' }],
      status: 'not_affected',
      justification: 'component_not_present',
    },
  ],
};

beforeAll(async () => {
  const layer = await layerOf([
    { name: 'etc/os-release', text: 'ID=debian\nVERSION_ID="15"\nPRETTY_NAME="Debian 15"\n' },
    { name: 'var/lib/dpkg/status', text: status('libssl3', '3.0.8-1', 'openssl') + status('zlib1g', '1:1.2.13-1', 'zlib') },
  ]);
  writeFileSync(join(folder, 'web.tar'), await tarOf(layoutOf(packedWithGzip([layer]))));
  writeFileSync(join(folder, 'list'), list);
  writeFileSync(join(folder, 'vex.json'), JSON.stringify(vex));
});

const scan = (...args: readonly string[]) => {
  const { exit, out, err } = run('scan', 'archive:web.tar', '--control', 'image-vulnerabilities', '--format', 'json', '--all', ...args);
  const report = JSON.parse(out) as {
    findings: { outcome: string; detail: string; severity: string; vulnerability?: { id: string; state: string } }[];
    problems: { message: string }[];
  };
  const findings = report.findings.map(
    ({ outcome, detail, severity, vulnerability }) => `${outcome} ${severity} ${vulnerability?.id ?? ''}: ${detail}`,
  );
  return { exit, err, findings, problems: report.problems.map(({ message }) => message) };
};
const openssl = 'broken medium CVE-2023-1111: openssl 3.0.8-1 (libssl3) has CVE-2023-1111: fixed in 3.0.9-1';
const zlib = 'broken medium CVE-2023-2222: zlib 1:1.2.13-1 (zlib1g) has CVE-2023-2222: no version mends it yet';

// A release so far ahead that its end is not known: what is not mended there stays open, whenever this runs.
describe('bulkhead db, and scan with it', { timeout: patience * 3 }, () => {
  it('without one, nothing is found and that is said', () => {
    expect(run('db', 'status')).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/^bulkhead: there are no advisories yet: .*advisories\.db is missing/),
    });
    expect(scan()).toMatchObject({
      exit: 0,
      problems: [],
      findings: [expect.stringMatching(/^unknown medium : 2 packages could not be looked up: no advisories are here/)],
    });
    expect(run('scan', 'archive:web.tar', '--db', 'none.db')).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/there is no such file/),
    });
  });

  it('imports, tells what it has, and scan finds by it', () => {
    const imported = run('db', 'import', 'list', 'web.tar');
    expect([imported.exit, imported.err]).toEqual([0, '']);
    expect(imported.out).toMatch(
      /^2 advisories read, into .*\/bulkhead\/advisories\.db\n {2}Debian DSA list {2}2\npassed over, in none of the forms that are read: /,
    );
    expect(run('db', 'status').out).toMatch(
      /^2 advisories, in .*\n {2}source.*\n {2}Debian DSA list +2 {2}2023-03-29 {2}20\d\d-\d\d-\d\d\n$/,
    );
    const { sources } = JSON.parse(run('db', 'status', '--format', 'json').out) as { sources: object[] };
    expect(sources).toEqual([{ name: 'Debian DSA list', imported: expect.any(String), newest: '2023-03-29', count: 2 }]);
    expect(scan()).toEqual({ exit: 0, err: '', problems: [], findings: [openssl, zlib] });
    expect(scan('--fail-on', 'medium').exit).toBe(1);
  });

  it('leaves out what is not mended, or what a VEX document answers', () => {
    expect(scan('--ignore-unfixed').findings).toEqual([openssl]);
    expect(scan('--vex', 'vex.json').findings).toEqual([
      zlib,
      'held medium : 1 does not count by VEX documents: CVE-2023-1111 in libssl3 3.0.8-1 (component not present, vex.json)',
    ]);
    expect(scan('--vex', 'none.json', '--vex', 'list')).toMatchObject({
      exit: 2,
      findings: [openssl, zlib],
      problems: ['there is no such file', 'it is no JSON, so no VEX document'],
    });
  });

  it('a file that is none, or damaged, is told in one line; the rest is read', () => {
    writeFileSync(join(folder, 'broken.json'), '{"id": "GHSA-1",');
    expect(run('db', 'import', '--db', 'other.db', 'list', 'broken.json', 'nowhere')).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/^problem {2}broken\.json: it is no JSON: .*\nproblem {2}nowhere: there is no such file or folder\n$/),
    });
    writeFileSync(join(folder, 'damaged.db'), 'nothing');
    expect(scan('--db', 'damaged.db')).toMatchObject({ exit: 2, problems: [expect.stringMatching(/no SQLite file/)] });
    // Damaged in the middle, where only a look-up comes by: the rest of the image is told, and the file is named.
    const halfway = readFileSync(join(folder, 'other.db'));
    writeFileSync(join(folder, 'halfway.db'), halfway.fill(0xaa, 4096));
    const { problems } = JSON.parse(run('scan', 'archive:web.tar', '--db', 'halfway.db', '--format', 'json').out) as {
      problems: { file: string; message: string }[];
    };
    expect(problems).toEqual([{ file: join(folder, 'halfway.db'), message: expect.stringMatching(/no SQLite file, or a damaged one/) }]);
    expect(run('db', 'import', 'broken.json')).toMatchObject({ exit: 2, out: expect.stringMatching(/^no advisories were found/) });
    expect(run('db', 'update', '--source', 'ftp://x')).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/^bulkhead: --source ftp:\/\/x: it is none of debian/),
    });
    expect(run('db', 'update', '--source', 'http://127.0.0.1:9/x', '--db', 'never.db')).toMatchObject({
      exit: 2,
      out: 'nothing was fetched; the database is as it was\n',
    });
    expect(readFileSync(join(folder, 'other.db')).subarray(0, 15).toString()).toBe('SQLite format 3');
  });
});
