import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { bulkhead } from '../../../test/support/cli.ts';
import { layerOf, layoutOf } from '../../../test/support/image.ts';
import { fileOf, tarOf } from '../../../test/support/tar.ts';

const cache = mkdtempSync(join(tmpdir(), 'bulkhead-remembered-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** Large enough for a thread of its own. */
const large = async (name: string): Promise<Buffer> =>
  layerOf([
    { name: `${name}/data`, text: randomBytes(9 * 1024 ** 2) },
    { name: `${name}/.netrc`, text: 'machine git.example.com\nlogin bob\npassword Xk29dLq8vR3mT7wZ\n' },
    { name: 'etc/os-release', text: 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n' },
    { name: 'var/lib/dpkg/status', text: `Package: ${name}\nStatus: install ok installed\nVersion: 1.2-3\nArchitecture: amd64\n\n` },
  ]);
const plain = await Promise.all(['one', 'two', 'three'].map(large));
const history = plain.map((_, at) => `COPY part-${at} /`);
const items = layoutOf({ layers: plain.map((layer) => gzipSync(layer, { level: 1 })), plain, history });

it('the built command tells the same of layers that threads read, that are remembered, and that it must not remember', async () => {
  const target = `archive:${fileOf(await tarOf(items))}`;
  const run = (...more: readonly string[]) =>
    bulkhead(['scan', target, '--format', 'json', ...more], { env: { XDG_CACHE_HOME: cache, HOME: cache } });
  const forgetful = run('--no-cache');
  expect(() => readdirSync(join(cache, 'bulkhead', 'layers'))).toThrow(/ENOENT/);
  const cold = run();
  expect(readdirSync(join(cache, 'bulkhead', 'layers'))).toHaveLength(3);
  const warm = run();
  expect(cold.err).toBe('');
  for (const name of ['one', 'two', 'three']) expect(cold.out).toContain(`/${name}/.netrc`);
  expect(warm).toEqual(cold);
  expect(forgetful).toEqual(cold);
});
