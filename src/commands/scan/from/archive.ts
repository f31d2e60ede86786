import { sha256 } from '../../../host/digest.ts';
import { lookAt } from '../../../host/read.ts';
import { bytesOfFile } from '../../../host/stream-file.ts';
import { type Images, imagesIn } from '../../../image/index.ts';
import { Unreadable } from '../../../model/index.ts';
import { folderBlobs } from '../../archive/folder.ts';
import { tarBlobs } from '../../archive/tar.ts';
import type { ImageSource, ImagesRead, LayerRead, LayerScanner } from '../reading.ts';

/** What docker save or podman save wrote, or an OCI layout, as a file or a folder. */
export const archiveSource = (path: string): ImageSource => ({
  file: `archive:${path}`,
  async read(scanner) {
    const stats = lookAt(path);
    if (stats === undefined) throw new Unreadable('there is no such file or folder');
    return stats.isDirectory() ? inFolder(path, scanner) : inTar(path, scanner);
  },
});

/** In the order of the file: whatever is no JSON may be a layer. */
async function inTar(path: string, scanner: LayerScanner): Promise<ImagesRead> {
  const layers = new Map<string, LayerRead>();
  const { read, follow, warnings } = await tarBlobs(path, async (name, content) => {
    layers.set(name, await scanner.read(content));
  });
  const found = imagesIn({ read, sha256 });
  // A layer may begin like JSON.
  for (const name of namesIn(found)) {
    const at = follow(name);
    if (at === undefined || layers.has(at)) continue;
    const bytes = kept(read, at);
    if (bytes !== undefined) layers.set(at, await scanner.read(one(bytes)));
  }
  return { ...found, warnings, layer: (name) => layers.get(follow(name) ?? '') };
}

async function inFolder(path: string, scanner: LayerScanner): Promise<ImagesRead> {
  const { read, warnings } = folderBlobs(path);
  const found = imagesIn({ read, sha256 });
  const layers = new Map<string, LayerRead>();
  for (const name of namesIn(found)) {
    const outside = name.startsWith('/') || name.split('/').includes('..');
    if (outside) layers.set(name, { problem: 'its path points out of the folder; it was not followed' });
    else if (lookAt(`${path}/${name}`) !== undefined) layers.set(name, await scanner.read(bytesOfFile(`${path}/${name}`)));
  }
  return { ...found, warnings, layer: (name) => layers.get(name) };
}

const namesIn = ({ images }: Images): ReadonlySet<string> => new Set(images.flatMap(({ layers }) => layers));

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
