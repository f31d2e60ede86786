import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Built, layerOf, layoutOf, packedWithGzip, savedOf } from '../../../test/support/image.ts';
import { digestOf, fileOf, type Item, tarOf } from '../../../test/support/tar.ts';
import { madeBy } from '../../reports/image/made-by.ts';
import type { CheckOptions } from '../check/question.ts';
import { exitCodeOf } from '../exit.ts';
import { archiveSource } from './from/archive.ts';
import { scan } from './scan.ts';

const token = `ghp_${'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5'}`;
const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const password = 'Xk29dLq8vR3mT7wZ';
/** Of one measure, for the others have tests of their own. */
const options: CheckOptions = { profile: 'recommended', controls: ['image-secrets'], all: false, views: false };
const netrc = (secret: string) => `machine git.example.com\nlogin bob\npassword ${secret}\n`;

const base = await layerOf([{ name: 'etc/' }, { name: 'etc/os-release', text: 'ID=debian\n' }]);
const withKey = await layerOf([{ name: './root/.ssh/id_ed25519', text: key }]);
const withoutKey = await layerOf([{ name: './root/.ssh/.wh.id_ed25519' }]);

async function scanned(items: readonly Item[]) {
  const path = fileOf(await tarOf(items));
  const report = await scan([archiveSource(path)], options);
  const short = (text: string) => text.replaceAll(path, 'X');
  expect(JSON.stringify(report)).not.toMatch(new RegExp(`${token}|${password}|${key.split('\n')[1]}`));
  return {
    report,
    details: report.findings.map(({ detail }) => detail),
    from: report.findings.map(({ layer }) => (layer === undefined ? '' : madeBy(layer))),
    layers: report.findings.map(({ layer }) => layer),
    origins: report.findings.map(({ origin: { file, line } }) => `${short(file)}:${line}`),
    problems: report.problems.map(({ message }) => message),
    exit: exitCodeOf(report, 'high'),
  };
}
const ofImage = (image: Built) => scanned(layoutOf(image));
const ofLayers = async (...layers: readonly Buffer[]) => ofImage(packedWithGzip(layers));

describe('a secret that a later layer hides', () => {
  it('deleted: it is told with both layers and what made its own', async () => {
    const image = packedWithGzip([base, withKey, withoutKey], {
      history: [
        '/bin/sh -c #(nop) ADD file:1 in / ',
        '-ENV A=b',
        'COPY id_ed25519 /root/.ssh/ # buildkit',
        'RUN /bin/sh -c rm /root/.ssh/id_ed25519 # buildkit',
      ],
    });
    const { details, layers, origins, from, problems, exit } = await ofImage(image);
    expect(details).toEqual([
      '/root/.ssh/id_ed25519:1 of layer 2 holds a private key (PRIVATE KEY); layer 3 deletes the file, and it is in the image all the same',
    ]);
    expect(layers).toEqual([
      {
        layer: 2,
        digest: `sha256:${digestOf(withKey)}`,
        path: '/root/.ssh/id_ed25519',
        line: 1,
        instruction: 'COPY id_ed25519 /root/.ssh/',
        later: { how: 'deleted', layer: 3 },
      },
    ]);
    expect(origins).toEqual(['archive:X:/root/.ssh/id_ed25519:1']);
    expect(from).toEqual(['layer 2, made by COPY id_ed25519 /root/.ssh/']);
    expect([problems, exit]).toEqual([[], 1]);
  });

  it('rotated: both are told, the old one as overwritten, and the instruction without its value', async () => {
    const image = packedWithGzip(
      [
        await layerOf([{ name: 'root/.netrc', text: netrc(password) }]),
        await layerOf([{ name: 'root/.netrc', text: netrc(`${password}2`) }]),
      ],
      { history: ['COPY .netrc /root/', `RUN /bin/sh -c echo "machine a login b password ${password}2" > /root/.netrc`] },
    );
    const { details, from } = await ofImage(image);
    expect(details).toEqual([
      '/root/.netrc:3 of layer 1 holds a login of .netrc; layer 2 has another file there, and this one is in the image all the same',
      '/root/.netrc:3 of layer 2 holds a login of .netrc',
    ]);
    expect(from[1]).toContain('password ****');
  });

  it.each<[string, Parameters<typeof layerOf>[0], RegExp]>([
    ['the folder is deleted', [{ name: 'root/.wh..ssh' }], /layer 2 deletes/],
    ['the folder is emptied', [{ name: 'root/.wh..wh..opq' }], /layer 2 deletes/],
    ['all is emptied', [{ name: '.wh..wh..opq' }], /layer 2 deletes/],
    ['a file takes the place of the folder', [{ name: 'root/.ssh', text: 'x' }], /layer 2 deletes/],
    ['another file is deleted', [{ name: 'root/.ssh/.wh.id_rsa' }], /\(PRIVATE KEY\)$/],
    ['the folder is there again', [{ name: 'root/.ssh/' }], /\(PRIVATE KEY\)$/],
  ])('%s', async (_, files, expected) => {
    const { details } = await ofLayers(withKey, await layerOf(files));
    expect(details).toHaveLength(1);
    expect(details[0]).toMatch(expected);
  });

  it('is still there by another name of the same file', async () => {
    const linked = await layerOf([
      { name: 'root/key', text: key },
      { name: 'srv/key', link: 'root/key' },
      { name: 'loop', link: 'loop' },
    ]);
    const { details } = await ofLayers(linked, await layerOf([{ name: 'root/.wh.key' }]));
    expect(details).toEqual(['/root/key:1 of layer 1 holds a private key (PRIVATE KEY), also as /srv/key']);
  });
});

it('environment, labels and the arguments of the build', async () => {
  const { details, exit } = await ofImage({
    layers: [base],
    config: { Env: ['PATH=/bin', `DB_PASSWORD=${password}`], Labels: { 'com.example.token': token } },
    history: [`RUN |1 NPM_TOKEN=${token}x /bin/sh -c npm ci # buildkit`, `-ENV DB_PASSWORD=${password}`],
  });
  expect(details).toEqual([
    'the environment of the image holds a password under the name DB_PASSWORD',
    'the labels of the image hold a token of GitHub under the name com.example.token',
    'the history of the image holds a token of GitHub under the name NPM_TOKEN: RUN npm ci',
  ]);
  expect(exit).toBe(1);
});

describe('wherever it is kept', () => {
  const image: Built = { layers: [base, withKey, withKey] };
  it.each<[string, () => Promise<Item[]> | Item[], number]>([
    ['an OCI layout, layers as they are', () => layoutOf(image), 2],
    ['docker save, a layer that is there twice a link', () => savedOf(image), 2],
    ['gzip', () => layoutOf(packedWithGzip([base, withKey])), 1],
    ['two images that share a layer', () => layoutOf({ layers: [base, withKey] }, { layers: [withKey], config: { User: '1' } }), 2],
    ['nothing to find', () => layoutOf({ layers: [base] }), 0],
  ])('%s', async (_, items, count) => {
    const { details, problems } = await scanned(await items());
    expect(problems).toEqual([]);
    expect(details).toHaveLength(count);
  });

  it('a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-scan-'));
    for (const { name, text = '' } of layoutOf(packedWithGzip([base, withKey]))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const report = await scan([archiveSource(folder)], options);
    expect([report.findings.length, report.problems]).toEqual([1, []]);
    rmSync(folder, { recursive: true });
  });
});

it('says that the instruction cannot be told where the history does not fit', async () => {
  const { from } = await ofImage({ layers: [base, withKey], history: ['COPY a b'] });
  expect(from).toEqual(['layer 2, made by an instruction that the history does not tell']);
});

describe('what is hostile or broken is a problem of one line, and the rest is searched', () => {
  const packed = gzipSync(withKey);
  const swapped = (items: Item[], from: Buffer, to: Buffer): Item[] =>
    items.map((item) => (Buffer.isBuffer(item.text) && item.text.equals(from) ? { ...item, text: to } : item));
  const built: Built = { layers: [gzipSync(base), packed], plain: [base, withKey] };
  it.each<[string, () => Promise<Item[]> | Item[], RegExp, number]>([
    ['cut off', () => swapped(layoutOf(built), packed, packed.subarray(0, -20)), /layer 2 .* was not read to its end: it is cut off/, 0],
    ['changed', () => swapped(layoutOf(built), packed, gzipSync(withoutKey)), /layer 2 .* is not what its digest says/, 0],
    ['another content', () => layoutOf({ ...built, plain: [base, base] }), /is not the one that the configuration/, 1],
    ['missing', () => layoutOf(built).filter(({ text }) => !(Buffer.isBuffer(text) && text.equals(packed))), /layer 2 .* is missing/, 0],
    ['no tar', () => layoutOf({ layers: [Buffer.alloc(2000, 65), withKey] }), /layer 1 .* it is no tar file/, 1],
    ['one layer too few', () => layoutOf({ ...built, plain: [base] }), /knows of 1 layers, and it has 2/, 1],
    [
      'a path that leads out',
      async () => layoutOf({ layers: [await layerOf([{ name: '../../etc/cron.d/x', text: `a ${token}` }])] }),
      /leads out of it/,
      1,
    ],
    [
      'links in a circle',
      () => [
        ...savedOf({ layers: [withKey] }).map((item) => (item.name === '0/layer.tar' ? { name: item.name, link: 'layer.tar' } : item)),
      ],
      /layer 1 .* is missing/,
      0,
    ],
  ])('%s', async (_, items, message, findings) => {
    const { problems, details, exit } = await scanned(await items());
    expect(problems.join('\n')).toMatch(message);
    expect(problems.every((problem) => !problem.includes('\n'))).toBe(true);
    expect([details.length, exit]).toEqual([findings, 2]);
  });

  it('no image at all, and no file', async () => {
    expect((await scanned([{ name: 'x', text: 'y' }])).problems).toEqual([expect.stringMatching(/it is no image/)]);
    expect((await scan([archiveSource('/nowhere.tar')], options)).problems).toEqual([
      { file: 'archive:/nowhere.tar', message: 'not read: there is no such file or folder' },
    ]);
  });

  it('an absolute path is inside', async () => {
    const { details, problems } = await ofLayers(await layerOf([{ name: '/root/key', text: key }]));
    expect([details.length, problems]).toEqual([1, []]);
    expect(details[0]).toMatch(/^\/root\/key:1 /);
  });

  it('names that would write on the terminal are shown harmless', async () => {
    const { details } = await ofLayers(await layerOf([{ name: 'a\u001b[2Jb', text: key }]));
    expect(details[0]).toMatch(/^\/a\ufffd\[2Jb:1 /);
  });
});
