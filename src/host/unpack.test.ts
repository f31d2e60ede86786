import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../test/support/tar.ts';
import { Unreadable } from '../model/index.ts';
import { unpack } from './unpack.ts';

async function* pieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function unpacked(bytes: Uint8Array, size?: number) {
  const chunks: Uint8Array[] = [];
  const result = await unpack(pieces(bytes, size), (chunk) => chunks.push(Buffer.from(chunk)));
  return { ...result, text: Buffer.concat(chunks) };
}

/** A frame of raw and repeated blocks, as RFC 8878 section 3.1.1.2 has them: enough to tell whether they are read. */
function zstdOf(parts: readonly (Buffer | { readonly byte: number; readonly times: number })[], window = 0x58): Buffer {
  const blocks = parts.map((part, at) => {
    const last = at === parts.length - 1 ? 1 : 0;
    const [size, type, body] = Buffer.isBuffer(part) ? [part.length, 0, part] : [part.times, 1, Buffer.from([part.byte])];
    const header = Buffer.alloc(3);
    header.writeUIntLE(last + (type << 1) + size * 8, 0, 3);
    return Buffer.concat([header, body]);
  });
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, window]), ...blocks]);
}

const text = Buffer.from('one line\n'.repeat(5000));
const zeros = (megabytes: number) => zstdOf(Array.from({ length: megabytes * 8 }, () => ({ byte: 0, times: 131072 })));

describe('a layer is unpacked', () => {
  it.each<[string, Buffer, Buffer]>([
    ['as it is', text, text],
    ['gzip', gzipSync(text), text],
    ['two gzips, one after the other', Buffer.concat([gzipSync(text), gzipSync(text)]), Buffer.concat([text, text])],
    ['zstd', zstdOf([text, { byte: 65, times: 100_000 }]), Buffer.concat([text, Buffer.alloc(100_000, 65)])],
    ['zstd, as its own program packs', Buffer.from('KLUv/QRojQAASG9uZSBsaW5lCgEAvC/q5Qg//iVn', 'base64'), text],
    ['two frames of zstd', Buffer.concat([zstdOf([text]), zstdOf([text])]), Buffer.concat([text, text])],
    ['nothing', Buffer.alloc(0), Buffer.alloc(0)],
  ])('%s', async (_, bytes, plain) => {
    for (const size of [1, 7, 1000, 1_000_000]) {
      const { packed, plain: digest, bytes: length, text: got } = await unpacked(bytes, size);
      expect([packed, digest, length]).toEqual([digestOf(bytes), digestOf(plain), plain.length]);
      expect(got.equals(plain)).toBe(true);
    }
  });
});

describe('what is wrong is said in one line', () => {
  it.each<[string, Buffer, RegExp]>([
    ['gzip cut off', gzipSync(text).subarray(0, 60), /cut off/],
    ['gzip damaged', Buffer.concat([gzipSync(text).subarray(0, -8), Buffer.alloc(8, 0xff)]), /gzip data is damaged/],
    ['zstd cut off', zstdOf([text, text]).subarray(0, text.length + 100), /cut off|damaged/],
    ['zstd damaged', Buffer.concat([zstdOf([text]).subarray(0, 6), Buffer.from([7, 0, 0]), Buffer.alloc(60)]), /zstd data is damaged/],
    ['a window of 2 GiB', zstdOf([text], 0xa8), /memory|damaged/],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 0]), /packed with xz/],
    ['a bomb of zstd', zeros(300), /decompression bomb/],
    ['a bomb of gzip', gzipSync(Buffer.alloc(300 * 1024 ** 2)), /decompression bomb/],
  ])('%s', async (_, bytes, message) => {
    await expect(unpacked(bytes)).rejects.toThrow(message);
    await expect(unpacked(bytes)).rejects.toThrow(Unreadable);
  });
});

it('reads the rest where the reader gives up, so that what comes next can be read', async () => {
  let left = 50;
  async function* content(): AsyncGenerator<Uint8Array> {
    while (left-- > 0) yield Buffer.alloc(1000, 120);
  }
  await expect(
    unpack(content(), () => {
      throw new Unreadable('no tar');
    }),
  ).rejects.toThrow('no tar');
  expect(left).toBe(-1);
});
