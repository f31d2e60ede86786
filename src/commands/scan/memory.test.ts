import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Built, layerOf, layoutOf, packedWithGzip } from '../../../test/support/image.ts';
import { digestOf, fileOf, tarOf } from '../../../test/support/tar.ts';
import type { LayerScanner } from '../images/reading.ts';
import { fromBytes, toBytes } from './entry.ts';
import { archiveSource } from './from/archive.ts';
import { readLayer } from './layer.ts';
import { lookAtImages } from './look.ts';
import { layerMemory } from './memory.ts';
import { layerScanner } from './scanner.ts';

const password = 'Xk29dLq8vR3mT7wZ';
const plain = await layerOf([{ name: 'etc/' }, { name: 'etc/os-release', text: 'ID=debian\n' }, { name: 'usr/bin/.wh.sh' }]);
const secret = await layerOf([
  { name: 'root/.netrc', text: `machine git.example.com\nlogin bob\npassword ${password}\n` },
  { name: 'copy', link: 'root/.netrc' },
]);
const says = `RUN echo "machine git.example.com login bob password ${password}" > /root/.netrc`;

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'bulkhead-memory-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true, force: true });
});

const folder = (): string => join(cache, 'bulkhead', 'layers');
const entries = (): string[] => readdirSync(folder()).sort();

/** What is told of an image, and how many of its layers were read. */
async function looked(image: Built, rules = 'one') {
  const scanner = layerScanner(layerMemory(rules));
  let read = 0;
  const counting: LayerScanner = {
    known: scanner.known,
    read(...given) {
      read++;
      return scanner.read(...given);
    },
  };
  const path = fileOf(await tarOf(layoutOf(image)));
  const told = JSON.stringify(await lookAtImages(archiveSource(path), counting)).replaceAll(path, 'X');
  return { told, read };
}

const image = packedWithGzip([plain, secret], { history: ['COPY etc /etc', says] });

describe('what is remembered of layers', () => {
  it('is told as it was the first time, and none of them is read again', async () => {
    const cold = await looked(image);
    const warm = await looked(image);
    expect([cold.read, warm.read]).toEqual([2, 0]);
    expect(warm.told).toBe(cold.told);
    expect(cold.told).toContain('/root/.netrc');
    expect(entries()).toEqual([plain, secret].map((layer) => `${digestOf(layer)}-one`).sort());
  });

  it('holds no secret, also not of the instruction', async () => {
    await looked(image);
    for (const name of entries()) expect(readFileSync(join(folder(), name), 'latin1')).not.toContain(password);
  });

  it.each<[string, () => void, number]>([
    ['one entry is cut off', () => rewrite((bytes) => bytes.subarray(0, -3)), 1],
    ['one bit of one entry is another', () => rewrite((bytes) => bytes.fill((bytes[60] ?? 0) ^ 1, 60, 61)), 1],
    ['one is empty', () => rewrite(() => Buffer.alloc(0)), 1],
    ['one is that of the other layer', () => rewrite(() => readFileSync(join(folder(), entries()[1] ?? ''))), 1],
    ['all are gone', () => rmSync(folder(), { recursive: true }), 2],
  ])('is read anew where %s', async (_, damage, times) => {
    const cold = await looked(image);
    damage();
    const again = await looked(image);
    expect([again.read, again.told]).toEqual([times, cold.told]);
    expect((await looked(image)).read).toBe(0);
  });

  it('is read anew by other rules, and where another instruction is asked of a layer with secrets', async () => {
    await looked(image);
    expect((await looked(image, 'two')).read).toBe(2);
    const other = { ...image, history: ['ADD etc /etc', `${says} # again`] };
    const { read, told } = await looked(other);
    expect(read).toBe(1);
    expect(told).not.toContain(password);
    expect((await looked(other)).told).toBe(told);
  });
});

function rewrite(change: (bytes: Buffer) => Uint8Array): void {
  const path = join(folder(), entries()[0] ?? '');
  writeFileSync(path, change(readFileSync(path)), { mode: 0o600 });
}

it('whatever byte of an entry is changed, it is none', async () => {
  async function* bytes() {
    yield secret;
  }
  const read = await readLayer(bytes());
  if ('problem' in read) throw new Error(read.problem);
  const { contents } = read;
  const entry = Buffer.from(toBytes({ plain: read.plain, bytes: read.bytes, contents, said: new Map([['a', 'b']]) }, 'rules'));
  const back = fromBytes(entry, 'rules', read.plain);
  expect([back?.contents, back?.bytes, back?.said('a'), back?.said('b')]).toEqual([contents, read.bytes, 'b', undefined]);
  fc.assert(
    fc.property(fc.nat(entry.length - 1), fc.integer({ min: 1, max: 255 }), fc.nat(entry.length - 1), (at, flip, cut) => {
      const changed = Buffer.from(entry);
      changed[at] = (changed[at] ?? 0) ^ flip;
      expect(fromBytes(changed, 'rules', read.plain)).toBeUndefined();
      expect(fromBytes(entry.subarray(0, cut), 'rules', read.plain)).toBeUndefined();
    }),
  );
});
