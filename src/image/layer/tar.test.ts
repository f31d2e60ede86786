import fc from 'fast-check';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { layerOf } from '../../../test/support/image.ts';
import { paxRecord, tarContent, tarHeader } from '../../../test/support/tar-header.ts';
import { tarReader } from './tar.ts';

type Seen = readonly [name: string, type: string, content: string, link: string];

function read(bytes: Uint8Array, cuts: readonly number[] = []): Seen[] {
  const seen: [string, string, string, string][] = [];
  const reader = tarReader({
    entry({ name, type, link, size }) {
      seen.push([name, type, '', link]);
      return size > 0;
    },
    data(chunk) {
      const last = seen.at(-1);
      if (last !== undefined) last[2] += Buffer.from(chunk).toString('latin1');
    },
    end() {},
  });
  let from = 0;
  for (const cut of [...cuts.map((one) => one % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    reader.write(bytes.subarray(from, cut));
    from = cut;
  }
  reader.end();
  return seen;
}

const long = 'folder/'.repeat(40);

describe('what other programs pack', () => {
  it('files, folders, links and long names', async () => {
    const bytes = await layerOf([
      { name: 'etc/' },
      { name: 'etc/hosts', text: 'localhost' },
      { name: `${long}file`, text: 'x'.repeat(513) },
      { name: 'größe', text: 'ä' },
      { name: 'copy', link: 'etc/hosts' },
      { name: 'empty' },
    ]);
    expect(read(bytes)).toEqual([
      ['etc/', '5', '', ''],
      ['etc/hosts', '0', 'localhost', ''],
      [`${long}file`, '0', 'x'.repeat(513), ''],
      ['größe', '0', Buffer.from('ä').toString('latin1'), ''],
      ['copy', '1', '', 'etc/hosts'],
      ['empty', '0', '', ''],
    ]);
  });

  it('long names of GNU, and a size to the base 256', () => {
    const name = `${long}gnu`;
    const bytes = Buffer.concat([
      tarHeader('././@LongLink', 'L', name.length + 1),
      tarContent(`${name}\0`),
      tarHeader('short', '0', 3, 'base 256'),
      tarContent('abc'),
      Buffer.alloc(1024),
    ]);
    expect(read(bytes)).toEqual([[name, '0', 'abc', '']]);
  });

  it('nothing is read after the end', async () => {
    const bytes = Buffer.concat([await layerOf([{ name: 'a', text: 'x' }]), Buffer.alloc(700, 120)]);
    expect(read(bytes)).toHaveLength(1);
  });
});

describe('where the pieces are cut does not matter', () => {
  it('for any cuts', async () => {
    const bytes = await layerOf([
      { name: `${long}a`, text: 'first'.repeat(300) },
      { name: 'b', text: 'second' },
      { name: 'c', link: 'b' },
    ]);
    const whole = read(bytes);
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { maxLength: 40 }), (cuts) => {
        expect(read(bytes, cuts)).toEqual(whole);
      }),
    );
  });
});

describe('what is hostile', () => {
  it.each<[string, () => Promise<Buffer> | Buffer, RegExp]>([
    ['no tar', () => Buffer.alloc(1024, 65), /no tar file/],
    ['cut off in a content', async () => (await layerOf([{ name: 'a', text: 'x'.repeat(5000) }])).subarray(0, 3000), /cut off/],
    ['cut off in a header', async () => (await layerOf([{ name: 'a', text: 'x' }])).subarray(0, 300), /cut off/],
    ['a huge header', () => tarHeader('x', 'x', 5 * 1024 ** 2), /longer than 4 MiB/],
    ['a changed header', async () => Buffer.from((await layerOf([{ name: 'a', text: 'x' }])).fill(66, 0, 1)), /damaged/],
    ['a size beyond all', () => tarHeader('a', '0', -1, 'base 256'), /larger than anything/],
  ])('%s', async (_, make, message) => {
    const bytes = await make();
    expect(() => read(bytes)).toThrow(message);
  });

  it('more entries than any image has', () => {
    const reader = tarReader({ entry: () => false, data() {}, end() {} });
    const thousand = Buffer.concat(Array.from({ length: 1000 }, (_, at) => tarHeader(`${at}`, '0', 0)));
    for (let times = 0; times < 5000; times++) reader.write(thousand);
    expect(() => reader.write(thousand)).toThrow(/more than 5000000 entries/);
  });

  const pax = (...records: readonly string[]) => [tarHeader('x', 'x', records.join('').length), tarContent(records.join(''))];
  const next = [tarHeader('next', '0', 3), tarContent('abc'), Buffer.alloc(1024)];
  const map = Buffer.alloc(1024);
  map[504] = 1;
  const sparse = tarHeader('sparse', 'S', 3, 'octal', (block) => {
    block[482] = 1;
  });
  it.each<[string, readonly Buffer[], Seen[]]>([
    [
      'a size of pax below zero does not count',
      [...pax(paxRecord('size', '-3')), tarHeader('a', '0', 3), tarContent('one')],
      [['a', '0', 'one', '']],
    ],
    ['nor one that is no number', [...pax(paxRecord('size', '3x')), tarHeader('a', '0', 3), tarContent('one')], [['a', '0', 'one', '']]],
    [
      'a size of pax is the size, whatever the header says',
      [...pax(paxRecord('size', '3')), tarHeader('a', '0', 600), tarContent('one')],
      [['a', '0', 'one', '']],
    ],
    [
      'a folder or link with a size has no content',
      [tarHeader('a/', '5', 700), tarHeader('b', '2', 9)],
      [
        ['a/', '5', '', ''],
        ['b', '2', '', ''],
      ],
    ],
    ['a sparse file whose map goes on', [sparse, map, tarContent('dat')], [['sparse', 'S', 'dat', '']]],
    [
      'a sparse file of pax has its name there',
      [...pax(paxRecord('GNU.sparse.name', 'real')), tarHeader('GNUSparseFile.0/real', '0', 3), tarContent('dat')],
      [['real', '0', 'dat', '']],
    ],
  ])('%s', (_, parts, seen) => {
    const bytes = Buffer.concat([...parts, ...next]);
    expect(read(bytes)).toEqual([...seen, ['next', '0', 'abc', '']]);
    expect(read(bytes, [3, 700, 1300, 1801])).toEqual(read(bytes));
  });

  it('any bytes are read or refused in one line', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        try {
          read(bytes);
        } catch (error) {
          expect(String(error)).toMatch(/no tar file|cut off|larger|longer/);
        }
      }),
    );
  });
});

it('agrees with tar-stream on what it packs', async () => {
  const packing = pack();
  packing.entry({ name: 'x', pax: { path: 'from pax', 'SCHILY.xattr.user.a': 'b' } }, 'one');
  packing.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packing) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  expect(read(Buffer.concat(chunks))).toEqual([['from pax', '0', 'one', '']]);
});
