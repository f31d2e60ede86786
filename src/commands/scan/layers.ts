import { sha256 } from '../../host/digest.ts';
import { lookAt } from '../../host/read.ts';
import { bytesOfFile } from '../../host/stream-file.ts';
import { type Unpacked, unpack } from '../../host/unpack.ts';
import { type Images, imagesIn, type LayerContents, layerReader } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import { folderBlobs } from '../archive/folder.ts';
import { tarBlobs } from '../archive/tar.ts';

/** A layer that went by, or why it did not to its end. */
export type LayerRead = (Unpacked & { readonly contents: LayerContents }) | { readonly problem: string };

/** An archive or layout: its images, and each of their layers, read once. */
export interface ArchiveRead extends Images {
  readonly warnings: readonly string[];
  /** By its path inside the archive. Undefined: it is not in it. */
  layer(name: string): LayerRead | undefined;
}

/** Throws Unreadable for what is no image at all. */
export async function readArchive(path: string): Promise<ArchiveRead> {
  const stats = lookAt(path);
  if (stats === undefined) throw new Unreadable('there is no such file or folder');
  return stats.isDirectory() ? inFolder(path) : inTar(path);
}

/** In the order of the file: whatever is no JSON may be a layer. */
async function inTar(path: string): Promise<ArchiveRead> {
  const layers = new Map<string, LayerRead>();
  const { read, follow, warnings } = await tarBlobs(path, async (name, content) => {
    layers.set(name, await layerOf(content));
  });
  const found = imagesIn({ read, sha256 });
  // A layer may begin like JSON.
  for (const name of namesIn(found)) {
    const at = follow(name);
    if (at === undefined || layers.has(at)) continue;
    const bytes = kept(read, at);
    if (bytes !== undefined) layers.set(at, await layerOf(one(bytes)));
  }
  return { ...found, warnings, layer: (name) => layers.get(follow(name) ?? '') };
}

async function inFolder(path: string): Promise<ArchiveRead> {
  const { read, warnings } = folderBlobs(path);
  const found = imagesIn({ read, sha256 });
  const layers = new Map<string, LayerRead>();
  for (const name of namesIn(found)) {
    const outside = name.startsWith('/') || name.split('/').includes('..');
    if (outside) layers.set(name, { problem: 'its path points out of the folder; it was not followed' });
    else if (lookAt(`${path}/${name}`) !== undefined) layers.set(name, await layerOf(bytesOfFile(`${path}/${name}`)));
  }
  return { ...found, warnings, layer: (name) => layers.get(name) };
}

const namesIn = ({ images }: Images): ReadonlySet<string> => new Set(images.flatMap(({ layers }) => layers));

async function layerOf(content: AsyncIterable<Uint8Array>): Promise<LayerRead> {
  const reader = layerReader();
  try {
    const unpacked = await unpack(content, (chunk) => reader.write(chunk));
    return { ...unpacked, contents: reader.end() };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
}

function kept(read: (name: string) => Uint8Array | undefined, name: string): Uint8Array | undefined {
  try {
    return read(name);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
