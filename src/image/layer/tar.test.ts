import fc from 'fast-check';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { layerOf } from '../../../test/support/image.ts';
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
      header('././@LongLink', 'L', name.length + 1),
      padded(`${name}\0`),
      header('short', '0', 3, true),
      padded('abc'),
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
    ['a huge header', () => header('x', 'x', 5 * 1024 ** 2), /longer than 4 MiB/],
    ['a changed header', async () => Buffer.from((await layerOf([{ name: 'a', text: 'x' }])).fill(66, 0, 1)), /damaged/],
    ['a size beyond all', () => header('a', '0', -1, true), /larger than anything/],
  ])('%s', async (_, make, message) => {
    const bytes = await make();
    expect(() => read(bytes)).toThrow(message);
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

const padded = (text: string): Buffer => Buffer.concat([Buffer.from(text), Buffer.alloc((512 - (text.length % 512)) % 512)]);

function header(name: string, type: string, size: number, base256 = false): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  if (base256) {
    block.fill(size < 0 ? 0xff : 0, 124, 136);
    if (size >= 0) block.writeUInt32BE(size, 132);
    block[124] = 0x80 | (block[124] ?? 0);
  } else block.write(size.toString(8).padStart(11, '0'), 124);
  block.write(type, 156);
  block.write('ustar  \0', 257);
  block.fill(32, 148, 156);
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return block;
}
