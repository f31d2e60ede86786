import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { config, digestOf, fileOf, type Item, indexOf, layout, manifestOf, saved, tarOf } from '../../../test/support/tar.ts';
import { give } from '../given.ts';

const read = async (bytes: Buffer) => {
  const path = fileOf(bytes);
  const gift = await give({ kind: 'archive', path });
  const short = (text: string) => text.replaceAll(path, 'X');
  return {
    paths: gift.given.map(({ source }) => short(source.path)),
    texts: gift.given.map(({ source }) => JSON.parse(source.text)),
    problems: gift.problems.map(({ message }) => short(message)),
    passedOver: gift.passedOver.map(({ reason }) => reason),
  };
};
const items = async (list: readonly Item[]) => read(await tarOf(list));

const web = config({ User: '1000' });
const db = config({ User: '2000' }, { architecture: 'arm64' });
const platform = (architecture: string, os = 'linux') => ({ platform: { os, architecture } });

describe('what engines write', () => {
  it.each<[string, Item[], object]>([
    ['docker save', saved(web), { paths: ['archive:X'], problems: [] }],
    ['two images', saved(web, db), { paths: ['archive:X (web:0, linux/amd64)', 'archive:X (web:1, linux/arm64)'] }],
    [
      'two images, and much between their configurations',
      saved(web, db).flatMap((item, at) => [item, { name: `layer${at}`, text: ' '.repeat(40_000) }]),
      { paths: ['archive:X (web:0, linux/amd64)', 'archive:X (web:1, linux/arm64)'], problems: [] },
    ],
    ['one image under two names', saved(web, web), { paths: ['archive:X'], problems: [] }],
    ['OCI layout', layout([web, manifestOf(web)], [[manifestOf(web)]]), { paths: ['archive:X'], problems: [] }],
    [
      'with ./ before each name',
      layout([web, manifestOf(web)], [[manifestOf(web)]]).map((item) => ({ ...item, name: `./${item.name}` })),
      { paths: ['archive:X'], problems: [] },
    ],
    [
      'an index of platforms, all there',
      layout([web, db, manifestOf(web), manifestOf(db), both()], [[both()]]),
      { paths: ['archive:X (linux/amd64)', 'archive:X (linux/arm64)'], problems: [] },
    ],
    [
      'an index of platforms, of which one was saved, and an attestation',
      layout(
        [web, manifestOf(web), both()],
        [[both()], [manifestOf(db), { annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } }]],
      ),
      {
        paths: ['archive:X'],
        problems: [],
        passedOver: ['an attestation is no image', 'the image for linux/arm64 is named and not in it'],
      },
    ],
    [
      'a Helm chart beside the image',
      layout([web, manifestOf(web), chart()], [[manifestOf(web)], [chart()]]),
      { paths: ['archive:X'], passedOver: ['application/vnd.cncf.helm.config.v1+json is no image of a container'] },
    ],
  ])('%s', async (_name, list, expected) => expect(await items(list)).toMatchObject(expected));

  it('packed with gzip', async () => {
    expect(await read(gzipSync(await tarOf(saved(web))))).toMatchObject({ texts: [{ config: { User: '1000' } }], problems: [] });
  });

  it('a layout in a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-layout-'));
    for (const { name, text = '' } of layout([web, manifestOf(web)], [[manifestOf(web)]])) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const { given, problems } = await give({ kind: 'archive', path: folder });
    expect(problems).toEqual([]);
    expect(given.map(({ source }) => source.path)).toEqual([`archive:${folder}`]);
    writeFileSync(join(folder, `blobs/sha256/${digestOf(web)}`), `${web} `);
    expect((await give({ kind: 'archive', path: folder })).problems[0]?.message).toMatch(/is not what its digest says/);
    rmSync(join(folder, 'index.json'));
    mkdirSync(join(folder, 'index.json'));
    expect((await give({ kind: 'archive', path: folder })).problems[0]?.message).toMatch(/index\.json: it is not a regular file$/);
    rmSync(folder, { recursive: true });
  });
});

function both(): string {
  return indexOf([
    [manifestOf(web), platform('amd64')],
    [manifestOf(db), platform('arm64')],
  ]);
}

function chart(): string {
  return manifestOf('{"name": "x"}', 'application/vnd.cncf.helm.config.v1+json');
}

const long = `{"a": "${'x'.repeat(5 * 1024 * 1024)}"}`;

/** Each an archive, and the one line that is said. */
const bad: readonly (readonly [string, Item[], RegExp])[] = [
  ['nothing that is known', [{ name: 'README', text: 'hello' }], /^not read: it is no image: it has neither manifest.json/],
  ['a missing configuration', saved(web).slice(1), /^the configuration [0-9a-f]{64}.json, which manifest.json names, is missing$/],
  ['a changed configuration', saved(web).map((item, at) => (at === 0 ? { ...item, text: db } : item)), /is not what its digest says/],
  [
    'a missing manifest',
    layout([web], [[manifestOf(web)]]),
    /^the manifest blobs\/sha256\/[0-9a-f]{64}, which an index names, is missing$/,
  ],
  ['a missing blob', layout([manifestOf(web)], [[manifestOf(web)]]), /^the configuration blobs.* which a manifest names, is missing$/],
  [
    'a digest that is none',
    [{ name: 'index.json', text: '{"manifests": [{"digest": "sha256:../../etc/passwd"}]}' }],
    /is no sha256 digest$/,
  ],
  ['no JSON', [{ name: 'manifest.json', text: '[{' }], /^not read: manifest.json is no JSON$/],
  ['another JSON', [{ name: 'manifest.json', text: '{"a": 1}' }], /^not read: manifest.json is no list of images$/],
  ['an image without configuration', [{ name: 'manifest.json', text: '[{}]' }], /^an image in manifest.json has no Config$/],
  ['no image', [{ name: 'manifest.json', text: '[]' }], /^manifest.json lists no image$/],
  ['a layout of nothing', [{ name: 'index.json', text: '{}' }], /^it holds no image$/],
  [
    'only platforms that were not saved',
    layout([both()], [[both()]]),
    /^the manifests that it names are missing \(linux\/amd64, linux\/arm64\)$/,
  ],
  [
    'a way out',
    [{ name: 'manifest.json', text: '[{"Config": "../../etc/shadow"}]' }],
    /^\.\.\/\.\.\/etc\/shadow points out of the archive/,
  ],
  [
    'an absolute way out',
    [{ name: 'manifest.json', text: '[{"Config": "/etc/shadow"}]' }],
    /points out of the archive; it was not followed$/,
  ],
  [
    'a link',
    [
      { name: 'manifest.json', text: '[{"Config": "c.json"}]' },
      { name: 'c.json', link: '/etc/shadow' },
    ],
    /^c.json is a link, which is not followed$/,
  ],
  ['5 MiB of JSON', [{ name: 'manifest.json', text: long }], /^not read: manifest.json is too long: 6 MiB, the limit is 4 MiB$/],
  [
    'a name of control characters',
    [{ name: 'manifest.json', text: '[{"Config": "a\\u001b[31m\\nb"}]' }],
    /^the configuration "a\\u001b\[31m\\nb", which/,
  ],
];

describe('a hostile or damaged archive is one clear line', () => {
  it.each(bad)('%s', async (_name, list, message) => {
    const { problems, texts } = await items(list);
    expect(problems).toEqual([expect.stringMatching(message)]);
    expect(problems.join()).not.toMatch(/\p{Cc}/u);
    expect(texts).toEqual([]);
  });

  it('entries that climb out are told, and the image is judged', async () => {
    const { problems, texts } = await items([...saved(web), { name: '../../etc/cron.d/x', text: 'x' }, { name: '/etc/y', text: 'y' }]);
    expect(problems).toEqual([
      expect.stringMatching(/^2 entries have a path that leads out of the archive, as \.\.\/\.\.\/etc\/cron\.d\/x/),
    ]);
    expect(texts).toHaveLength(1);
  });

  it('a chain of indexes', async () => {
    const chain = [manifestOf(web)];
    for (let depth = 0; depth < 8; depth++) chain.push(indexOf([[chain.at(-1) ?? '']]));
    expect((await items(layout([web, ...chain], [[chain.at(-1) ?? '']]))).problems).toEqual(['indexes name each other more than 5 deep']);
  });

  it.each<[string, (tar: Buffer) => Buffer, RegExp]>([
    ['cut off in a header', (tar) => tar.subarray(0, 700), /cut off/],
    ['cut off between entries', (tar) => tar.subarray(0, tar.length - 2048), /neither manifest.json/],
    ['cut off in an entry', (tar) => tar.subarray(0, tar.length - 2648), /cut off/],
    ['cut off in a text', (tar) => tar.subarray(0, 600), /cut off/],
    ['cut off in a layer', (tar) => tar.subarray(0, 3000), /cut off/],
    ['no tar', () => Buffer.alloc(2048, 'x'), /no tar file/],
    ['empty', () => Buffer.alloc(0), /neither manifest.json/],
    ['gzip, cut off', (tar) => gzipSync(tar).subarray(0, 100), /cut off/],
    ['gzip, damaged', (tar) => gzipSync(tar).fill(0xff, 40, 80), /gzip data is damaged/],
    ['zstd', () => Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0]), /packed with zstd, which is not read/],
    ['a header of 5 MiB', () => hugeHeader(), /header in it is longer than 8 KiB/],
    ['packed, a header of 5 MiB', () => gzipSync(hugeHeader()), /header in it is longer than 4 MiB/],
  ])('%s', async (_name, damage, message) => {
    const { problems, texts } = await read(damage(await tarOf(saved(web))));
    expect(problems).toEqual([expect.stringMatching(message)]);
    expect(texts).toEqual([]);
  });

  it('a folder, a device, nothing', async () => {
    const message = async (path: string) => (await give({ kind: 'archive', path })).problems[0]?.message;
    expect(await message('/nowhere/x.tar')).toBe('not read: there is no such file or folder');
    expect(await message('/dev/null')).toBe('not read: it is not a regular file');
    expect(await message(tmpdir())).toMatch(/it is no image/);
  });
});

/** A pax header that says it is 5 MiB long. */
function hugeHeader(): Buffer {
  const header = Buffer.alloc(512);
  header.write('x', 0);
  header.write('0000644\0', 100);
  header.write((5 * 1024 * 1024).toString(8).padStart(11, '0'), 124);
  header.write('x', 156);
  header.write('ustar\0', 257);
  header.fill(' ', 148, 156);
  header.write(
    header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0'),
    148,
  );
  return Buffer.concat([header, Buffer.alloc(6 * 1024 * 1024)]);
}

it('a gzip bomb ends early', { timeout: 60_000 }, async () => {
  const zeros = Buffer.alloc(64 * 1024 * 1024);
  const piece = gzipSync(zeros);
  const head = await tarOf([{ name: 'layer.tar', text: '' }]);
  const header = Buffer.from(head.subarray(0, 512));
  header.write((16 * 64 * 1024 * 1024).toString(8).padStart(11, '0'), 124);
  header.fill(' ', 148, 156);
  header.write(
    header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0'),
    148,
  );
  const { problems } = await read(Buffer.concat([gzipSync(header), ...Array.from({ length: 16 }, () => piece)]));
  expect(problems).toEqual(['not read: it unpacks to more than 200 times its size: a decompression bomb']);
});

it('whatever is cut off or flipped, it is a line', { timeout: 60_000 }, async () => {
  const archives = [await tarOf(saved(web, db)), gzipSync(await tarOf(layout([web, manifestOf(web)], [[manifestOf(web)]])))];
  const damage = fc.record({
    which: fc.constantFrom(...archives),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
    flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
      maxLength: 3,
    }),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ which, cut, flips }) => {
      const bytes = Buffer.from(which);
      for (const [at, byte] of flips) bytes[Math.floor(at * bytes.length)] = byte;
      const { problems, texts } = await read(bytes.subarray(0, Math.ceil(cut * bytes.length)));
      expect(problems.length + texts.length).toBeGreaterThan(0);
      for (const problem of problems) expect(problem).not.toMatch(/\n/);
    }),
    { numRuns: 150 },
  );
});
