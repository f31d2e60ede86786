import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { zipFile } from '../../test/support/zip.ts';
import { Unreadable } from '../model/index.ts';
import { plainBytes } from './plain-bytes.ts';
import { zipEntries } from './zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-test-zip-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'a.zip');
const most = 1024 ** 2;

/** Name and text of each, one read after the other. */
function entriesOf(bytes: Uint8Array): readonly (readonly [string, string])[] {
  writeFileSync(file, bytes);
  const all: (readonly [string, string])[] = [];
  for (const { name, read } of zipEntries(file)) all.push([name, Buffer.from(read(most)).toString()]);
  return all;
}

/** The same with its sizes and its directory in 64 bits: APPNOTE.TXT 4.3.14, 4.3.15, 4.5.3. */
function wide(bytes: Uint8Array): Buffer {
  const plain = Buffer.from(bytes);
  const end = plain.length - 22;
  const [count, size, start] = [plain.readUInt16LE(end + 10), plain.readUInt32LE(end + 12), plain.readUInt32LE(end + 16)];
  const directory = plain.subarray(start, end);
  const nameLength = directory.readUInt16LE(28);
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  for (const [index, from] of [24, 20, 42].entries()) extra.writeBigUInt64LE(BigInt(directory.readUInt32LE(from)), 4 + index * 8);
  const fixed = Buffer.from(directory.subarray(0, 46));
  fixed.writeUInt16LE(28, 30);
  for (const from of [24, 20, 42]) fixed.writeUInt32LE(0xffffffff, from);
  const grown = Buffer.concat([fixed, directory.subarray(46, 46 + nameLength), extra]);
  expect([count, grown.length - 28]).toEqual([1, size]);
  const record = Buffer.alloc(56);
  record.write('PK\u0006\u0006', 'latin1');
  record.writeBigUInt64LE(1n, 32);
  record.writeBigUInt64LE(BigInt(grown.length), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\u0006\u0007', 'latin1');
  locator.writeBigUInt64LE(BigInt(start + grown.length), 8);
  const last = Buffer.from(plain.subarray(end));
  last.fill(0xff, 8, 20);
  return Buffer.concat([plain.subarray(0, start), grown, record, locator, last]);
}

describe('zipEntries', () => {
  const good = zipFile({ 'a.json': '{"a": 1}', 'b/c.jar': 'stored', '../d': 'd', empty: '' });
  it('files in their order, packed and stored, whatever their names', () => {
    expect(entriesOf(good)).toEqual([
      ['a.json', '{"a": 1}'],
      ['b/c.jar', 'stored'],
      ['../d', 'd'],
      ['empty', ''],
    ]);
  });

  it('with a comment behind it, and in 64 bits', () => {
    expect(entriesOf(Buffer.concat([good, Buffer.from('a comment')]))).toHaveLength(4);
    expect(entriesOf(wide(zipFile({ a: 'text' })))).toEqual([['a', 'text']]);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /no zip file/],
    ['a text', Buffer.from('PK and more'), /no zip file/],
    ['cut off', good.subarray(0, -30), /no zip file/],
    ['without its beginning', good.subarray(60), /damaged/],
    ['encrypted', zipFile({ a: 'x' }, { flags: 1 }), /encrypted/],
    ['packed otherwise', zipFile({ a: 'x' }, { method: 12 }), /zip method 12/],
    ['longer than it says', zipFile({ a: 'x'.repeat(5000) }, { size: 10 }), /damaged/],
    ['shorter than it says', zipFile({ a: 'x' }, { size: 10 }), /damaged/],
    ['too long', zipFile({ a: 'x'.repeat(most + 1) }), /longer than 1 MiB/],
  ])('%s', (_, bytes, message) => {
    expect(() => entriesOf(bytes)).toThrow(Unreadable);
    expect(() => entriesOf(bytes)).toThrow(message);
  });

  it('whatever its bytes are, it is read or refused', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), (changes) => {
        const bytes = Uint8Array.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          entriesOf(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('plainBytes', () => {
  async function bytesOf(bytes: Uint8Array): Promise<string> {
    writeFileSync(file, bytes);
    const chunks: Uint8Array[] = [];
    for await (const chunk of plainBytes(file)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  }
  const flipped = (bytes: Buffer): Buffer => bytes.fill(0xff, bytes.length - 8, bytes.length - 4);
  it('packed with gzip or not at all', async () => {
    expect(await bytesOf(Buffer.from('text'))).toBe('text');
    expect(await bytesOf(gzipSync('text'.repeat(100_000)))).toBe('text'.repeat(100_000));
    expect(await bytesOf(new Uint8Array(0))).toBe('');
  });

  it.each<[string, () => Uint8Array, RegExp]>([
    ['cut off', () => gzipSync('text'.repeat(1000)).subarray(0, 30), /cut off/],
    ['damaged', () => flipped(gzipSync('text'.repeat(1000))), /damaged/],
    ['packed with xz', () => Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), /packed with xz/],
  ])('%s', async (_, bytes, message) => {
    await expect(bytesOf(bytes())).rejects.toThrow(message);
  });

  it('a reader that stops leaves nothing open, and a bomb ends', async () => {
    writeFileSync(file, gzipSync(Buffer.alloc(300 * 1024 ** 2)));
    let length = 0;
    for await (const chunk of plainBytes(file)) {
      length += chunk.length;
      if (length > 1024 ** 2) break;
    }
    expect(length).toBeLessThan(2 * 1024 ** 2);
    const all = (async () => {
      for await (const chunk of plainBytes(file)) length += chunk.length;
    })();
    await expect(all).rejects.toThrow(/bomb/);
  });
});
