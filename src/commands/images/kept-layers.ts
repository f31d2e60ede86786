import type { FoundImage } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import type { TarBlobs } from '../archive/blobs.ts';
import type { LayerRead } from './reading.ts';

/**
 * A layer may begin as JSON does, and is then kept as a text where an archive goes by: these are read too. `layers`: those that were read as they went by, under their
 * names in the archive. Answers each by its name in the images.
 */
export async function withKept(
  images: readonly FoundImage[],
  { read, follow }: TarBlobs,
  layers: Map<string, LayerRead>,
  scan: (content: AsyncIterable<Uint8Array>) => Promise<LayerRead>,
): Promise<(name: string) => LayerRead | undefined> {
  for (const name of new Set(images.flatMap((image) => image.layers))) {
    const at = follow(name);
    const kept = at === undefined || layers.has(at) ? undefined : keptUnder(at, read);
    if (at !== undefined && kept !== undefined) layers.set(at, await scan(one(kept)));
  }
  return (name) => layers.get(follow(name) ?? '');
}

function keptUnder(name: string, read: TarBlobs['read']): Uint8Array | undefined {
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
