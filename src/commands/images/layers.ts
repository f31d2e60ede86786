import { inParallel } from '../../host/parallel.ts';
import { diffIdsOf, type FoundImage, instructionsOf, parsed } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import type { LayerBytes, LayerRead, LayerScanner } from './reading.ts';

/**
 * Each layer of these images once, by its name in them: what is remembered of it, else from its bytes, some at once. `bytesOf` is asked only for
 * what is not remembered; undefined: it is missing; what it throws of Unreadable becomes the layer's problem.
 */
export async function readLayers(
  images: readonly FoundImage[],
  scanner: LayerScanner,
  bytesOf: (name: string) => LayerBytes | undefined | Promise<LayerBytes | undefined>,
): Promise<ReadonlyMap<string, LayerRead>> {
  const layers = new Map<string, LayerRead>();
  await inParallel([...wantedOf(images)], async ([name, { diffId, instructions }]) => {
    const asked = [...instructions];
    const known = diffId === undefined ? undefined : scanner.known(diffId, asked);
    const read = known ?? (await readBy(scanner, asked, () => bytesOf(name)));
    if (read !== undefined) layers.set(name, read);
  });
  return layers;
}

async function readBy(
  scanner: LayerScanner,
  instructions: readonly string[],
  bytes: () => LayerBytes | undefined | Promise<LayerBytes | undefined>,
): Promise<LayerRead | undefined> {
  try {
    const content = await bytes();
    return content === undefined ? undefined : await scanner.read(content, instructions);
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
}

interface Wanted {
  /** As the first image of it that says one has it; where another says otherwise, it is told when they are put together. */
  readonly diffId: string | undefined;
  readonly instructions: Set<string>;
}

function wantedOf(images: readonly FoundImage[]): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { config: bytes, layers } of images) {
    const config = parsed(bytes, 'its configuration');
    const diffIds = diffIdsOf(config);
    const instructions = instructionsOf(config, layers.length);
    for (const [at, name] of layers.entries()) {
      const diffId = diffIds[at];
      const one = wanted.get(name) ?? { diffId: typeof diffId === 'string' ? diffId : undefined, instructions: new Set() };
      wanted.set(name, one);
      for (const instruction of instructions?.[at] ?? []) one.instructions.add(instruction);
    }
  }
  return wanted;
}
