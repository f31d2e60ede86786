import { sha256 } from '../../host/digest.ts';
import { tarEntriesIn } from '../../host/tar.ts';
import { type FoundImage, imagesIn, instructionsOf, parsed } from '../../image/index.ts';
import { streamedBlobs } from '../archive/streamed.ts';
import { withKept } from './kept-layers.ts';
import { readLayers } from './layers.ts';
import type { ImagesRead, LayerRead, LayerScanner } from './reading.ts';

/** An image of an engine: `told`, whose layers are named by their digests unpacked, where all of them are remembered; else as it is exported. */
export async function toldOrExported(
  told: FoundImage | undefined,
  scanner: LayerScanner,
  bytes: () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>,
): Promise<ImagesRead> {
  const known = told === undefined ? new Map<string, LayerRead>() : await readLayers([told], scanner, () => undefined);
  if (told?.layers.every((layer) => known.has(layer)) === true)
    return { images: [told], problems: [], passedOver: [], warnings: [], layer: (name) => known.get(name) };
  const instructions = told === undefined ? [] : instructionsOf(parsed(told.config, 'its configuration'), told.layers.length);
  return exported(await bytes(), scanner, known, instructions?.flat() ?? []);
}

/**
 * As it comes: Docker before 25 tells last which layers belong to the image, so all are read, and any of its instructions may be asked of each. One whose
 * name says that it is known goes by.
 */
async function exported(
  bytes: AsyncIterable<Uint8Array>,
  scanner: LayerScanner,
  known: ReadonlyMap<string, LayerRead>,
  instructions: readonly string[],
): Promise<ImagesRead> {
  const layers = new Map<string, LayerRead>();
  const blobs = await streamedBlobs(tarEntriesIn(bytes), async (name, content) => {
    const hex = /(?:^|\/)([0-9a-f]{64})(?:\.tar)?$/.exec(name)?.[1];
    layers.set(name, known.get(`sha256:${hex}`) ?? (await scanner.read(content, instructions)));
  });
  const found = imagesIn({ read: blobs.read, sha256 });
  const layer = await withKept(found.images, blobs, layers, (content) => scanner.read(content, instructions));
  return { ...found, warnings: blobs.warnings, layer };
}
