// Images to measure with: OCI layouts in a tar file, layers packed with gzip as builders do, written piece by piece.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

const hex = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** One header of ustar, and for a longer name the header of GNU before it. */
function header(name, size, type = '0') {
  if (name.length > 99)
    return Buffer.concat([
      header('././@LongLink', name.length + 1, 'L'),
      padded(Buffer.from(`${name}\0`)),
      header(name.slice(0, 99), size, type),
    ]);
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  if (size > 0o77777777777) {
    block.writeBigUInt64BE(BigInt(size), 128);
    block[124] = 0x80;
  } else block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.fill(' ', 148, 156);
  block.write(type, 156);
  block.write('ustar  \0', 257);
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return block;
}

const padded = (bytes) => (bytes.length % 512 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(512 - (bytes.length % 512))]));

/** `files`: [name, bytes], or [name, size, pieces] for what is longer than memory. */
function* tarOf(files) {
  for (const [name, content, pieces] of files) {
    if (pieces === undefined) {
      yield Buffer.concat([header(name, content.length), padded(content)]);
      continue;
    }
    yield header(name, content);
    yield* pieces();
    if (content % 512 !== 0) yield Buffer.alloc(512 - (content % 512));
  }
  yield Buffer.alloc(1024);
}

/** Writes an image of these layers; answers with the bytes unpacked. */
export async function writeImage(path, layers, level = 6) {
  const out = openSync(path, 'w');
  let at = 0;
  const put = (bytes) => {
    writeSync(out, bytes);
    at += bytes.length;
  };
  const blob = (text) => {
    const bytes = Buffer.from(text);
    put(Buffer.concat([header(`blobs/sha256/${hex(bytes)}`, bytes.length), padded(bytes)]));
    return { digest: `sha256:${hex(bytes)}`, size: bytes.length };
  };
  const descriptors = [];
  const diffIds = [];
  let plain = 0;
  for (const files of layers) {
    const scratch = `${path}.layer`;
    const packed = createHash('sha256');
    const unpacked = createHash('sha256');
    const file = openSync(scratch, 'w');
    let size = 0;
    async function* noted() {
      for (const bytes of tarOf(files)) {
        unpacked.update(bytes);
        plain += bytes.length;
        yield bytes;
      }
    }
    for await (const chunk of Readable.from(noted(), { objectMode: false }).pipe(createGzip({ level, chunkSize: 1 << 18 }))) {
      packed.update(chunk);
      size += chunk.length;
      writeSync(file, chunk);
    }
    closeSync(file);
    const digest = packed.digest('hex');
    put(header(`blobs/sha256/${digest}`, size));
    const input = openSync(scratch, 'r');
    for await (const chunk of Readable.from(piecesOf(input))) put(chunk);
    closeSync(input);
    rmSync(scratch);
    if (size % 512 !== 0) put(Buffer.alloc(512 - (size % 512)));
    descriptors.push({ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: `sha256:${digest}`, size });
    diffIds.push(`sha256:${unpacked.digest('hex')}`);
  }
  const history = diffIds.map((_, index) => ({ created_by: `COPY part-${index} /` }));
  const config = blob(
    JSON.stringify({ architecture: 'amd64', os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: diffIds }, history }),
  );
  const mediaType = 'application/vnd.oci.image.config.v1+json';
  const manifest = blob(JSON.stringify({ schemaVersion: 2, config: { mediaType, ...config }, layers: descriptors }));
  const index = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  put(Buffer.concat([header('index.json', index.length), padded(index), Buffer.alloc(1024)]));
  closeSync(out);
  return { plain, packed: at };
}

function* piecesOf(file) {
  for (;;) {
    const bytes = Buffer.alloc(1 << 20);
    const count = readSync(file, bytes);
    if (count === 0) return;
    yield bytes.subarray(0, count);
  }
}

/** Files of this machine below these folders, until there are so many bytes; larger ones than `longest` are left out. */
export function* filesBelow(folders, most, longest = Infinity) {
  let left = most;
  const waiting = [...folders];
  while (waiting.length > 0) {
    const folder = waiting.shift();
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      if (!entry.isFile()) continue;
      const { size } = statSync(path);
      if (size > longest || size > left) continue;
      left -= size;
      yield [path.slice(1), readFileSync(path)];
    }
    if (left < most / 1000) return;
  }
}
