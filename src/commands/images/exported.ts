import { sha256 } from '../../host/digest.ts';
import { tarEntriesIn } from '../../host/tar.ts';
import { type FoundImage, imagesIn, instructionsOf, parsed } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import { streamedBlobs } from '../archive/streamed.ts';
import { readLayers } from '../scan/layers.ts';
import type { ImagesRead, LayerRead, LayerScanner } from '../scan/reading.ts';

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
  const { read, follow, warnings } = await streamedBlobs(tarEntriesIn(bytes), async (name, content) => {
    const hex = /(?:^|\/)([0-9a-f]{64})(?:\.tar)?$/.exec(name)?.[1];
    layers.set(name, known.get(`sha256:${hex}`) ?? (await scanner.read(content, instructions)));
  });
  const found = imagesIn({ read, sha256 });
  for (const name of new Set(found.images.flatMap((image) => image.layers))) {
    const at = follow(name);
    const begun = at === undefined || layers.has(at) ? undefined : jsonLike(read, at);
    if (at !== undefined && begun !== undefined) layers.set(at, await scanner.read(one(begun), instructions));
  }
  return { ...found, warnings, layer: (name) => layers.get(follow(name) ?? '') };
}

/** A layer may begin as JSON does. */
function jsonLike(read: (name: string) => Uint8Array | undefined, name: string): Uint8Array | undefined {
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
