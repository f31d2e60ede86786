import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { fill } from '../../src/commands/db/fill.ts';
import { openLookup } from '../../src/commands/db/lookup.ts';
import { renewDatabase } from '../../src/commands/db/renew.ts';
import { advisoryReader } from '../../src/commands/db/store/read.ts';
import type { ImageContents, ImagePackage } from '../../src/model/index.ts';

/** Databases of advisories that a test makes, in a folder of its own, and what is found in them. */
const folder = mkdtempSync(join(tmpdir(), 'bulkhead-test-db-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
export const fresh = (): string => {
  const path = join(folder, `${count++}`);
  mkdirSync(path);
  return path;
};
export const osv = (id: string, more: object = {}) => ({
  id,
  modified: '2024-05-06T00:00:00Z',
  affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }] }],
  ...more,
});
export const text = (value: object): string => JSON.stringify(value);
export const dsa = '[29 Mar 2023] DSA-1-1 openssl - security update\n\t{CVE-2023-1111 CVE-2023-2222}\n\t[bookworm] - openssl 3.0.9-1\n';
export const dla = '[29 Mar 2023] DLA-1-1 openssl - security update\n\t{CVE-2023-3333}\n\t[bookworm] - openssl 3.0.9-1\n';
export const tracker = (packages: object) => text(packages);
export const secdb = text({
  distroversion: 'v3.19',
  reponame: 'main',
  packages: [{ pkg: { name: 'busybox', secfixes: { '1.36.1-r16': ['CVE-2023-4444'] } } }],
});

/** Reads these files into a database. */
export async function imported(files: Readonly<Record<string, string | Uint8Array>>, path = join(fresh(), 'a.db'), clean = false) {
  const source = fresh();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(source, name, '..'), { recursive: true });
    writeFileSync(join(source, name), content);
  }
  const short = (line: string): string => line.replaceAll(`${source}/`, '');
  let result = { counts: {}, passedOver: [] as string[], problems: [] as string[] };
  await renewDatabase(path, clean, async (writer) => {
    const { counts, passedOver, problems } = await fill(writer, [source]);
    result = { counts: Object.fromEntries(counts), passedOver: passedOver.first.map(short), problems: problems.first.map(short) };
    return counts.size > 0;
  });
  return { ...result, path };
}
export const npm: ImagePackage = { kind: 'npm', name: 'a', version: '1.0.0', layer: 1, path: '/a' };
export const deb: ImagePackage = { kind: 'deb', name: 'openssl', version: '3.0.8-1', layer: 1, path: '/s' };
export const apk: ImagePackage = {
  kind: 'apk',
  name: 'ssl_client',
  version: '1.36.1-r15',
  source: { name: 'busybox', version: '1.36.1-r15' },
  layer: 1,
  path: '/i',
};

export function looked(
  path: string,
  packages: readonly ImagePackage[],
  distribution = { id: 'debian', version: '12', name: 'D', like: [] },
  told: ImageContents['vulnerabilities'] = [],
) {
  const lookup = openLookup(path);
  if (lookup === undefined) throw new Error('no database');
  const origin = { source: { path: 'x', text: '' }, start: 0, end: 0 };
  const image = lookup.of({
    origin,
    name: 'x',
    today: '2026-11-22',
    layers: [],
    secrets: [],
    files: [],
    packages,
    distribution,
    vulnerabilities: told,
  });
  lookup.close();
  return { ids: image.vulnerabilities.map(({ id, state }) => (state === 'fixed' ? id : `${id} ${state}`)), advisories: image.advisories };
}
export const sourcesOf = (path: string) => {
  const reader = advisoryReader(path);
  const sources = reader.sources();
  reader.close();
  return sources;
};
