import type { ImageFile, LayerFact } from '../../model/index.ts';
import { fateOf } from '../layer/fate.ts';
import type { LayerContents } from '../layer/read.ts';

type FileFact = Extract<LayerFact, { readonly kind: 'file' }>;

/**
 * Files that are there when a container starts, with the rights that they have then: the highest layer that has a file counts. A folder that a later layer
 * only lists again is told with the layer that made it as it is. `undefined`: a layer that was not read.
 */
export function survivingFiles(layers: readonly (LayerContents | undefined)[]): ImageFile[] {
  const found = new Map<string, { readonly fact: FileFact; readonly index: number }>();
  layers.forEach((layer, index) => {
    const before = new Map(found);
    for (const [key, { fact }] of before) if (layer !== undefined && isTaken(fact.path, layer)) found.delete(key);
    for (const fact of layer?.facts ?? []) {
      if (fact.kind !== 'file') continue;
      const key = `${fact.what} ${fact.path}`;
      const earlier = before.get(key);
      const same = earlier !== undefined && fact.type === '5' && isSame(earlier.fact, fact) && !isDeleted(fact.path, layer);
      found.set(key, same ? earlier : { fact, index });
    }
  });
  return [...found.values()]
    .sort((a, b) => a.index - b.index)
    .map(({ fact: { kind: _, ...file }, index }) => ({ ...file, path: `/${file.path}`, layer: index + 1 }));
}

const isTaken = (path: string, layer: LayerContents): boolean => fateOf(path, -1, [layer]) !== undefined;

const isDeleted = (path: string, layer: LayerContents | undefined): boolean => layer?.deleted.has(path) === true;

const isSame = (one: FileFact, other: FileFact): boolean => one.mode === other.mode && one.uid === other.uid && one.gid === other.gid;
