import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { layerOf, layoutOf, packedWithGzip } from '../../../test/support/image.ts';
import { fileOf, tarOf } from '../../../test/support/tar.ts';
import { paxRecord, tarContent, tarHeader } from '../../../test/support/tar-header.ts';
import type { LayerScanner } from '../images/reading.ts';
import { archiveSource } from './from/archive.ts';
import { lookAtImages } from './look.ts';
import { noMemory } from './memory.ts';
import { layerScanner } from './scanner.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const netrc = 'machine git.example.com\nlogin bob\npassword Xk29dLq8vR3mT7wZ\n';
const good = await layerOf([{ name: 'root/.netrc', text: netrc }]);
const end = Buffer.alloc(1024);

async function look(path: string, scanner: LayerScanner = layerScanner(noMemory)) {
  const { images, problems } = await lookAtImages(archiveSource(path), scanner);
  const messages = problems.map(({ message }) => message);
  for (const message of messages) expect(message).not.toMatch(/\p{Cc}/u);
  return { messages, paths: images.flatMap(({ image }) => image.secrets.map(({ at }) => ('path' in at ? at.path : at.name))) };
}
const withLayer = async (layer: Buffer) => look(fileOf(await tarOf(layoutOf(packedWithGzip([layer, good])))));

const entry = (name: string, text = netrc): Buffer => Buffer.concat([tarHeader(name, '0', text.length), tarContent(text)]);

describe('a layer that is hostile is one line, and the next is searched', () => {
  it.each<[string, Buffer, RegExp | undefined, readonly string[]]>([
    [
      'a path that climbs',
      Buffer.concat([entry('../../etc/x/.netrc'), end]),
      /^layer 1 .*an entry has a path that leads out of it/,
      ['/etc/x/.netrc'],
    ],
    ['an absolute path', Buffer.concat([entry('/abs/.netrc'), end]), undefined, ['/abs/.netrc']],
    [
      'links in a circle, and out of it',
      Buffer.concat([
        tarHeader('a', '2', 0, 'octal', (block) => block.write('b', 157)),
        tarHeader('b', '2', 0, 'octal', (block) => block.write('a', 157)),
        tarHeader('c', '1', 0, 'octal', (block) => block.write('c', 157)),
        tarHeader('d', '2', 0, 'octal', (block) => block.write('../../../etc/shadow', 157)),
        entry('x/.netrc'),
        end,
      ]),
      undefined,
      ['/x/.netrc'],
    ],
    [
      'devices and pipes that say they have content',
      Buffer.concat([
        tarHeader('dev/zero', '3', 9 * 1024 ** 3),
        tarHeader('dev/sda', '4', 1),
        tarHeader('pipe', '6', 7),
        entry('x/.netrc'),
        end,
      ]),
      undefined,
      ['/x/.netrc'],
    ],
    [
      'a header of 5 MiB',
      Buffer.concat([tarHeader('x', 'x', 5 * 1024 ** 2), Buffer.alloc(6 * 1024 ** 2)]),
      /header in it is longer than 4 MiB/,
      [],
    ],
    ['a size below zero', Buffer.concat([tarHeader('x', '0', -1, 'base 256'), end]), /larger than anything can be/, []],
    [
      'more than it holds',
      Buffer.concat([tarHeader('x', '0', 2 ** 50, 'base 256'), Buffer.alloc(4096)]),
      /cut off: the end is missing/,
      [],
    ],
    [
      'a size of pax that goes beyond the end',
      Buffer.concat([
        tarHeader('p', 'x', paxRecord('size', '999999999999').length),
        tarContent(paxRecord('size', '999999999999')),
        entry('x'),
        end,
      ]),
      /cut off/,
      [],
    ],
    [
      'a name of 1 MiB',
      Buffer.concat([tarHeader('n', 'L', 1024 ** 2), Buffer.alloc(1024 ** 2, 'n'), entry('short'), end]),
      /^layer 1 .*an entry has a path of more than 4 KiB/,
      [],
    ],
    ['no tar', Buffer.alloc(5000, 65), /no tar file/, []],
  ])('%s', async (_, layer, message, paths) => {
    const { messages, paths: found } = await withLayer(layer);
    expect(messages).toEqual(message === undefined ? [] : [expect.stringMatching(message)]);
    expect(found).toEqual([...paths, '/root/.netrc']);
    expect(existsSync('/etc/x/.netrc')).toBe(false);
  });

  it('a bomb', { timeout: 120_000 }, async () => {
    const piece = gzipSync(Buffer.alloc(64 * 1024 ** 2));
    const bomb = Buffer.concat([gzipSync(tarHeader('zeros', '0', 2 ** 40, 'base 256')), ...Array.from({ length: 8 }, () => piece)]);
    const { messages, paths } = await look(fileOf(await tarOf(layoutOf({ layers: [bomb, gzipSync(good)], plain: [bomb, good] }))));
    expect(messages).toEqual([expect.stringMatching(/^layer 1 .* decompression bomb$/)]);
    expect(paths).toEqual(['/root/.netrc']);
  });

  it('cut off, with the manifest before the cut: what is there is searched', async () => {
    const items = layoutOf(packedWithGzip([good, await layerOf([{ name: 'b/.netrc', text: `${netrc}#` }])]));
    const [first, second, ...others] = items.filter(({ name }) => name.startsWith('blobs/'));
    const rest = items.filter(({ name }) => !name.startsWith('blobs/'));
    const sorted = [...rest, ...others, first, second].flatMap((item) => item ?? []);
    const whole = await tarOf(sorted);
    const { messages, paths } = await look(fileOf(whole.subarray(0, whole.length - 1024 - 512 + 20)));
    expect(messages).toEqual(['it is cut off: the end is missing, and the rest was read', expect.stringMatching(/^layer 2 .*cut off/)]);
    expect(paths).toEqual(['/root/.netrc']);
  });
});

describe('an archive that is no file, or changes', () => {
  it.each<[string, () => string]>([
    [
      'a pipe that nobody writes to',
      () => {
        execFileSync('mkfifo', [join(folder, 'pipe')]);
        return join(folder, 'pipe');
      },
    ],
    ['a device without end', () => '/dev/zero'],
  ])('%s', async (_, make) => {
    await expect(look(make())).rejects.toThrow(/^it is not a regular file$/);
  });

  it('that grows or shrinks while it is read says so', async () => {
    const path = fileOf(await tarOf(layoutOf(packedWithGzip([good]))));
    const changing = (change: () => void): LayerScanner => {
      const { known, read } = layerScanner(noMemory);
      return {
        known,
        read: (...given) => {
          change();
          return read(...given);
        },
      };
    };
    const grown = await look(
      path,
      changing(() => appendFileSync(path, 'x')),
    );
    expect(grown.messages).toEqual(['it was changed while it was read: scan it again']);
    const shrunk = await look(
      path,
      changing(() => truncateSync(path, 600)),
    );
    expect(shrunk.messages).toEqual(['it was changed while it was read: scan it again', expect.stringMatching(/^layer 1 .*cut off/)]);
    expect(readdirSync(folder)).toEqual(['pipe']);
  });
});
