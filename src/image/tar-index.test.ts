import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tarOf } from '../../test/support/tar.ts';
import { tarHeader } from '../../test/support/tar-header.ts';
import { indexOfTar, type TarIndex } from './tar-index.ts';

const index = (bytes: Uint8Array): TarIndex =>
  indexOfTar(bytes.length, (start, length) => bytes.subarray(Math.min(start, bytes.length), start + length));
const contents = (bytes: Buffer) =>
  index(bytes).entries.map(({ name, start, length }) => [name, bytes.toString('utf8', start, start + length)]);

const long = `${'folder/'.repeat(20)}file`;
const archive = await tarOf([
  { name: 'index.json', text: '{}' },
  { name: 'empty', text: '' },
  { name: long, text: 'x'.repeat(1500) },
  { name: 'link', link: 'index.json' },
  { name: 'last', text: 'y'.repeat(512) },
]);

it('says where each content stands', () => {
  expect(contents(archive)).toEqual([
    ['index.json', '{}'],
    ['empty', ''],
    [long, 'x'.repeat(1500)],
    ['link', ''],
    ['last', 'y'.repeat(512)],
  ]);
  expect(index(archive).cutOff).toBe(false);
});

describe('cut off', () => {
  it.each<[string, number, boolean, number]>([
    ['nowhere', archive.length, false, 5],
    ['before the end that says so', archive.length - 1024, false, 5],
    ['in the last content', archive.length - 1100, true, 5],
    ['in a header', 700, true, 1],
    ['nothing is left', 0, false, 0],
  ])('%s', (_, length, cutOff, entries) => {
    const found = index(archive.subarray(0, length));
    expect([found.cutOff, found.entries.length]).toEqual([cutOff, entries]);
  });
});

describe('what is hostile', () => {
  it.each<[string, Buffer, RegExp]>([
    ['no tar', Buffer.alloc(1024, 65), /no tar file/],
    ['a header of 5 MiB', tarHeader('x', 'x', 5 * 1024 ** 2), /longer than 8 KiB/],
    ['a size below zero', tarHeader('a', '0', -1, 'base 256'), /larger than anything/],
    [
      'more entries than an image has',
      Buffer.concat(Array.from({ length: 200_001 }, () => tarHeader('a', '0', 0))),
      /more than 200000 entries/,
    ],
  ])('%s', (_, bytes, message) => expect(() => index(bytes)).toThrow(message));

  it('a sparse file whose map goes on behind its header', () => {
    const sparse = tarHeader('sparse', 'S', 512, 'octal', (block) => {
      block[482] = 1;
    });
    const map = Buffer.alloc(1024);
    map[504] = 1;
    const bytes = Buffer.concat([
      sparse,
      map,
      Buffer.alloc(512, 'd'),
      tarHeader('next', '0', 3),
      Buffer.from('abc'.padEnd(512, '\0')),
      Buffer.alloc(1024),
    ]);
    expect(contents(bytes)).toEqual([
      ['sparse', 'd'.repeat(512)],
      ['next', 'abc'],
    ]);
  });

  it('any bytes are an index or one line', () => {
    fc.assert(
      fc.property(fc.nat(archive.length - 1), fc.nat(255), fc.nat(archive.length), (at, byte, cut) => {
        const bytes = Buffer.from(archive);
        bytes[at] = byte;
        try {
          for (const { start, length } of index(bytes.subarray(0, cut)).entries) expect(start + length).toBeGreaterThanOrEqual(start);
        } catch (error) {
          expect(String(error)).toMatch(/^Unreadable: .*(?:no tar file|larger than|longer than)/);
        }
      }),
    );
  });
});
