import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkhead, type Ran } from './support/cli.ts';
import { layerOf, layoutOf, packedWithGzip } from './support/image.ts';
import { tarOf } from './support/tar.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-diff-images-'));
afterAll(() => rmSync(folder, { recursive: true }));

const status = (...packages: readonly (readonly [name: string, version: string])[]): string =>
  packages
    .map(([name, version]) => `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\nArchitecture: amd64\n`)
    .join('\n');
const release = 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n';
const token = `ghp_${'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5'}`;

const osv = (id: string, name: string, fixed: string | undefined, severity: string): object => ({
  id,
  aliases: [id.replace('DEBIAN-', '')],
  modified: '2026-11-01T00:00:00Z',
  published: '2026-11-01T00:00:00Z',
  summary: `a hole in ${name}`,
  affected: [
    {
      package: { ecosystem: 'Debian:12', name },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])] }],
    },
  ],
  severity: [{ type: 'CVSS_V3', score: severity }],
});

const env = { HOME: folder, XDG_CACHE_HOME: folder, BULKHEAD_DB: join(folder, 'known.db') };
const run = (...words: string[]): Ran => bulkhead(words, { cwd: folder, env });

beforeAll(async () => {
  const base = await layerOf([{ name: 'etc/os-release', text: release }]);
  const write = async (name: string, layer: Buffer, config: object, history: string): Promise<void> =>
    writeFileSync(
      join(folder, name),
      await tarOf(layoutOf(packedWithGzip([base, layer], { config, history: ['ADD rootfs.tar /', `RUN ${history}`] }))),
    );
  await write(
    'old.tar',
    await layerOf([{ name: 'var/lib/dpkg/status', text: status(['openssl', '3.0.11-1'], ['curl', '7.88.1-10'], ['zlib1g', '1.2.13']) }]),
    { User: '1000', ExposedPorts: { '8080/tcp': {} }, Env: ['A=1'] },
    'make old',
  );
  await write(
    'new.tar',
    await layerOf([
      { name: 'var/lib/dpkg/status', text: status(['openssl', '3.0.13-1'], ['wget', '1.21.3-1'], ['zlib1g', '1.2.13']) },
      { name: 'usr/bin/sudo', text: 'x', mode: 0o4755 },
      { name: 'app/.npmrc', text: `//registry.npmjs.org/:_authToken=${token}\n` },
    ]),
    { ExposedPorts: { '80/tcp': {} }, Env: ['A=2', 'B=1'] },
    'make new',
  );
  const advisories = join(folder, 'advisories');
  mkdirSync(advisories);
  const all = [
    osv('DEBIAN-CVE-2024-0001', 'openssl', '3.0.13-1', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'),
    osv('DEBIAN-CVE-2024-0002', 'wget', undefined, 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N'),
    osv('DEBIAN-CVE-2024-0003', 'zlib1g', '1.3', 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N'),
  ];
  for (const [at, advisory] of all.entries()) writeFileSync(join(advisories, `${at}.json`), JSON.stringify(advisory));
  expect(run('db', 'import', advisories)).toMatchObject({ exit: 0 });
});

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
  JSON.parse(readFileSync(new URL('../docs/diff.schema.json', import.meta.url), 'utf8')),
);

describe('bulkhead diff of two images', () => {
  it('says what one has and the other has not', () => {
    const { out, exit, err } = run('diff', 'archive:old.tar', 'archive:new.tar');
    expect([exit, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^archive:old\.tar → archive:new\.tar: it may do more; vulnerabilities: 1 gained/)]),
    );
    expect(out).toMatch(/\+ {2}medium {4}CVE-2024-0002 of wget 1\.21\.3-1: no fix yet\n/);
    expect(out).toMatch(/- {12}CVE-2024-0001 of openssl 3\.0\.11-1: fixed in 3\.0\.13-1\n/);
    expect(out).not.toContain('CVE-2024-0003');
    expect(out).toMatch(/secrets {2}1 gained \(1 high\)\n {4}\+ {2}high {6}\/app\/\.npmrc:1: /);
    expect(out).toContain('/usr/bin/sudo: set-uid');
    expect(out).toContain('~  deb openssl 3.0.11-1 → 3.0.13-1\n');
    expect(out).toContain('+  deb wget 1.21.3-1 (amd64)\n');
    expect(out).toContain('-  deb curl 7.88.1-10 (amd64)\n');
    expect(out).toContain('exposed ports: 8080/tcp → 80/tcp\n');
    expect(out).toContain('variables: none → B\n');
    expect(out).toMatch(/layers {2}1 layer shared, 1 → 1 of their own; /);
    expect(out).toContain('make new');
    expect(out).not.toContain(token);
  });

  it('the user of the image is told as a privilege', () =>
    expect(run('diff', 'archive:old.tar', 'archive:new.tar').out).toMatch(/widens .*root/));

  it('in JSON, as its schema says', () => {
    const { out } = run('diff', 'archive:old.tar', 'archive:new.tar', '--format', 'json');
    const report = JSON.parse(out) as { image: { packages: object; vulnerabilities: object; layers: { shared: number } } };
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    expect(report.image).toMatchObject({
      layers: { shared: 1 },
      packages: {
        added: [{ kind: 'deb', name: 'wget', version: '1.21.3-1', arch: 'amd64' }],
        removed: [{ name: 'curl' }],
        changed: [{ kind: 'deb', name: 'openssl', arch: 'amd64', base: '3.0.11-1', head: '3.0.13-1', to: 'newer' }],
      },
      vulnerabilities: { gained: [{ id: 'CVE-2024-0002', severity: 'medium' }], lost: [{ id: 'CVE-2024-0001', severity: 'critical' }] },
    });
  });

  it('in Markdown', () => {
    const { out } = run('diff', 'archive:old.tar', 'archive:new.tar', '--format', 'markdown');
    expect(out).toMatch(/^### ⚠️ Bulkhead: it may do more; vulnerabilities: 1 gained/);
    expect(out).toContain('<details><summary>packages: 1 added, 1 removed, 1 in another version</summary>');
    expect(out).toMatch(/^- `\+` medium CVE-2024-0002 /m);
    expect(out).not.toMatch(/^- [-+~] /m);
  });

  it.each<[string[], number]>([
    [['archive:old.tar', 'archive:new.tar'], 0],
    [['archive:old.tar', 'archive:new.tar', '--fail-on', 'high'], 1],
    [['archive:old.tar', 'archive:new.tar', '--fail-on', 'critical'], 0],
    [['archive:new.tar', 'archive:old.tar', '--fail-on', 'critical'], 1],
    [['archive:new.tar', 'archive:new.tar', '--fail-on', 'low'], 0],
    [['archive:new.tar', 'archive:nowhere.tar'], 2],
    [['archive:new.tar', 'image:/x y'], 2],
    [['archive:new.tar', 'archive:old.tar', '--from', 'registry'], 2],
  ])('%s: exit %i', (words, exit) => expect(run('diff', ...words)).toMatchObject({ exit }));

  it('without advisories it cannot be told whether something is gained', () => {
    const none = { ...env, BULKHEAD_DB: join(folder, 'none.db') };
    const compared = (...words: string[]): Ran =>
      bulkhead(['diff', 'archive:old.tar', 'archive:new.tar', ...words], { cwd: folder, env: none });
    expect(compared()).toMatchObject({ exit: 0, out: expect.stringContaining('vulnerabilities  not compared: no advisories are here') });
    expect(compared('--fail-on', 'critical').exit).toBe(2);
  });

  it('the same image twice', () =>
    expect(run('diff', 'archive:new.tar', 'archive:new.tar').out).toBe(
      'archive:new.tar → archive:new.tar: nothing that counts is another\n',
    ));

  it('an image beside what is none is refused', () => {
    writeFileSync(join(folder, 'compose.yaml'), 'services: {}\n');
    const { err, exit } = run('diff', 'image:web', 'compose.yaml');
    expect(exit).toBe(2);
    expect(err).toContain('image:web is an image, and compose.yaml is none');
    expect(run('diff', 'image:web').err).toContain('image:web is compared with what?');
  });
});

describe('bills of materials', () => {
  const bill = (format: string, file: string): Ran =>
    bulkhead(['scan', 'archive:old.tar', '--format', format, '--output', file], {
      cwd: folder,
      env: { ...env, SOURCE_DATE_EPOCH: '1700000000' },
    });

  it.each(['cyclonedx', 'spdx'])('%s: written, it gives the same packages and vulnerabilities, and the same bytes again', (format) => {
    const file = `old.${format}.json`;
    // One of them is critical.
    expect(bill(format, file)).toMatchObject({ exit: 1, out: '', err: '' });
    const first = readFileSync(join(folder, file), 'utf8');
    expect(first).toContain('2023-11-14T22:13:20Z');
    bill(format, file);
    expect(readFileSync(join(folder, file), 'utf8')).toBe(first);
    const { out } = run('diff', 'archive:old.tar', `sbom:${file}`, '--format', 'json');
    expect(JSON.parse(out)).toMatchObject({
      image: {
        layers: { shared: 2 },
        packages: { added: [], removed: [], changed: [] },
        vulnerabilities: { gained: [], lost: [] },
      },
    });
    // Of a bill only packages are known: the rest is not told as lost.
    const other = run('diff', 'archive:new.tar', `sbom:${file}`, '--format', 'json');
    expect(JSON.parse(other.out)).toMatchObject({
      containers: [],
      image: { configuration: [], packages: { changed: [{ name: 'openssl' }] } },
    });
    expect(other.out).not.toContain('"secrets"');
    expect(run('diff', 'archive:new.tar', `sbom:${file}`).out).toContain(
      'secrets, files, configuration  not compared: a bill of materials has none\n',
    );
    const ofImage = JSON.parse(run('scan', 'archive:old.tar', '--format', 'json').out) as {
      findings: { vulnerability?: { id: string } }[];
    };
    const ofBill = JSON.parse(run('scan', `sbom:${file}`, '--format', 'json').out) as typeof ofImage;
    const ids = ({ findings }: typeof ofImage): string[] => findings.flatMap(({ vulnerability }) => vulnerability?.id ?? []);
    expect(ids(ofBill)).toEqual(ids(ofImage));
    expect(ids(ofBill)).toContain('CVE-2024-0001');
  });

  it('what it says counts where no advisories are here, and with them what they do not know', () => {
    bill('cyclonedx', 'said.json');
    const document = JSON.parse(readFileSync(join(folder, 'said.json'), 'utf8')) as { vulnerabilities: Record<string, unknown>[] };
    const [first] = document.vulnerabilities;
    const other = { ...first, id: 'CVE-2020-9999', properties: [], analysis: undefined };
    const mended = { ...first, properties: [], analysis: { state: 'not_affected', detail: 'the code is not called' } };
    writeFileSync(join(folder, 'said.json'), JSON.stringify({ ...document, vulnerabilities: [mended, other] }));
    const scanned = (db: string): string =>
      bulkhead(['scan', 'sbom:said.json', '--format', 'json'], { cwd: folder, env: { ...env, BULKHEAD_DB: db } }).out;
    const ids = (text: string): string[] =>
      (JSON.parse(text) as { findings: { outcome: string; vulnerability?: { id: string } }[] }).findings.flatMap(
        ({ outcome, vulnerability }) => (outcome === 'broken' ? (vulnerability?.id ?? []) : []),
      );
    expect(ids(scanned(join(folder, 'none.db')))).toEqual(['CVE-2020-9999']);
    expect(ids(scanned(env.BULKHEAD_DB)).sort()).toEqual(['CVE-2020-9999', 'CVE-2024-0003']);
  });

  it('of two images there is none', () => {
    const { err, exit } = run('scan', 'archive:old.tar', 'archive:new.tar', '--format', 'spdx');
    expect([exit, err]).toEqual([2, expect.stringContaining('--format spdx is about one image, and there are 2')]);
  });

  it.each<[string, string]>([
    ['sbom:nowhere', 'there is no such file'],
    ['sbom:compose.yaml', 'it is no JSON'],
  ])('%s', (word, message) => {
    const { out, exit } = run('scan', word);
    expect(exit).toBe(2);
    expect(out).toContain(message);
  });
});
