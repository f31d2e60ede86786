import { sha256 } from '../../../host/digest.ts';
import { type OpenFile, openPart } from '../../../host/file-part.ts';
import { lookAt } from '../../../host/read.ts';
import { imagesIn } from '../../../image/index.ts';
import { Unreadable } from '../../../model/index.ts';
import { folderBlobs } from '../../archive/folder.ts';
import { tarBlobs } from '../../archive/tar.ts';
import { withKept } from '../../images/kept-layers.ts';
import { readLayers } from '../../images/layers.ts';
import type { ImageSource, ImagesRead, LayerRead, LayerScanner } from '../../images/reading.ts';

/** What docker save or podman save wrote, or an OCI layout, as a file or a folder. */
export const archiveSource = (path: string): ImageSource => ({
  file: `archive:${path}`,
  async read(scanner) {
    const stats = lookAt(path);
    if (stats === undefined) throw new Unreadable('there is no such file or folder');
    if (stats.isDirectory()) return inFolder(path, scanner);
    const file = openPart(path);
    try {
      const found = await inTar(file, scanner);
      return file.changed() ? { ...found, warnings: [...found.warnings, changed] } : found;
    } finally {
      file.close();
    }
  },
});

const changed = 'it was changed while it was read: scan it again';

async function inTar(file: OpenFile, scanner: LayerScanner): Promise<ImagesRead> {
  const early = new Map<string, LayerRead>();
  // Packed as a whole, it comes in its order: whatever is no JSON may be a layer.
  const blobs = await tarBlobs(file, async (name, content) => {
    early.set(name, await scanner.read(content, []));
  });
  const { read, warnings } = blobs;
  const found = imagesIn({ read, sha256 });
  if ('partOf' in blobs) {
    const layers = await readLayers(found.images, scanner, blobs.partOf);
    return { ...found, warnings, layer: (name) => layers.get(name) };
  }
  return { ...found, warnings, layer: await withKept(found.images, blobs, early, (content) => scanner.read(content, [])) };
}

async function inFolder(path: string, scanner: LayerScanner): Promise<ImagesRead> {
  const { read, warnings } = folderBlobs(path);
  const found = imagesIn({ read, sha256 });
  const open: OpenFile[] = [];
  try {
    const layers = await readLayers(found.images, scanner, (name) => {
      if (name.startsWith('/') || name.split('/').includes('..'))
        throw new Unreadable('its path points out of the folder; it was not followed');
      if (lookAt(`${path}/${name}`) === undefined) return undefined;
      const file = openPart(`${path}/${name}`);
      open.push(file);
      return file.whole;
    });
    return { ...found, warnings, layer: (name) => layers.get(name) };
  } finally {
    for (const file of open) file.close();
  }
}
