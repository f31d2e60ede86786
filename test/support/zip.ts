import { crc32, deflateRawSync } from 'node:zlib';

interface Lie {
  /** Size unpacked, as the archive says it. */
  readonly size?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Nothing is packed. */
  readonly stored?: true;
}

/** A zip archive (APPNOTE.TXT 6.3.10). Jars inside are stored, as Spring Boot does. */
export function zipFile(files: Readonly<Record<string, string | Uint8Array>>, lie: Lie = {}): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const plain = Buffer.from(content);
    const isStored = lie.stored === true || /\.[jwe]ar$/.test(name);
    const packed = isStored ? plain : deflateRawSync(plain);
    const both = Buffer.alloc(26);
    both.writeUInt16LE(20, 0);
    both.writeUInt16LE(lie.flags ?? 0, 2);
    both.writeUInt16LE(lie.method ?? (isStored ? 0 : 8), 4);
    both.writeUInt32LE(typeof crc32 === 'function' ? crc32(plain) : 0, 10);
    both.writeUInt32LE(packed.length, 14);
    both.writeUInt32LE(lie.size ?? plain.length, 18);
    both.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    locals.push(Buffer.from('PK\x03\x04'), both, Buffer.from(name), packed);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), both, place, Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(at, 12);
  return Uint8Array.from(Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), end]));
}
