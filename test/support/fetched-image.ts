import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, expect } from 'vitest';
import type { LayerRead, LayerScanner } from '../../src/commands/images/reading.ts';
import { registryImage } from '../../src/commands/images/registry.ts';
import { unpack } from '../../src/host/unpack.ts';
import { Unreadable } from '../../src/model/index.ts';
import { type Built, layerOf } from './image.ts';
import { type Lie, lyingRegistry } from './lying-registry.ts';
import { digestOf } from './tar.ts';

/** A folder without settings of anybody, which goes when the test file is done. */
export const folder = mkdtempSync(join(tmpdir(), 'bulkhead-registries-'));
/** What is stopped after each test. */
export const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const base = await layerOf([{ name: 'etc/os-release', text: 'ID=debian\n' }]);
export const large = await layerOf([{ name: 'large', text: Buffer.alloc(3_000_000, 'x') }]);
export const image: Built = { layers: [gzipSync(base), large], plain: [base, large] };

/** Reads bytes, and holds nothing of them. */
const scannerOf = (known: readonly string[] = []): LayerScanner & { readonly read: LayerScanner['read'] } => ({
  known: (diffId) => (known.includes(diffId) ? whole(diffId.slice(7), undefined, 1) : undefined),
  async read(content) {
    if ('file' in content) throw new Error('no file');
    try {
      const { plain, packed, bytes } = await unpack(content, () => {});
      return whole(plain, packed, bytes);
    } catch (error) {
      if (error instanceof Unreadable) return { problem: error.message };
      throw error;
    }
  },
});

const whole = (plain: string, packed: string | undefined, bytes: number) =>
  ({ plain, bytes, ...(packed === undefined ? {} : { packed }) }) as unknown as LayerRead;

/** What comes of the image behind `path`: a word for each layer, or why there is none. */
export async function fetched(
  lie: Lie,
  {
    tag = '1',
    known = [],
    change = undefined as ((manifest: object) => object) | undefined,
    env = {} as Record<string, string>,
    platform = 'amd64',
    timeout = 10_000,
  } = {},
) {
  const registry = await lyingRegistry(image, lie, change);
  stops.push(registry.stop);
  const short = (text: string): string => text.replaceAll(registry.host, 'HOST').replace(/sha256:[0-9a-f]{12,}/g, 'DIGEST');
  const by = {
    home: folder,
    env: { DOCKER_CONFIG: folder, CONTAINERS_REGISTRIES_CONF: join(folder, 'none'), XDG_RUNTIME_DIR: folder, ...env },
  };
  try {
    const found = await registryImage(`${registry.host}/web:${tag}`, { os: 'linux', architecture: platform }, by, timeout);
    const read = await found.read(scannerOf(known));
    const [only] = read.images;
    const layers = (only?.layers ?? []).map((name) => {
      const layer = read.layer(name);
      return layer === undefined ? 'missing' : 'problem' in layer ? short(layer.problem) : layer.plain;
    });
    return { layers, asked: registry.asked.map(short), where: short(found.where) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    expect(error.message).not.toMatch(/\n/);
    return { layers: [], asked: registry.asked.map(short), why: short(error.message) };
  }
}

export const all = [digestOf(base), digestOf(large)];
