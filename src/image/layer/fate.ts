import { foldersOf } from './paths.ts';
import type { LayerContents } from './read.ts';

/** What a later layer did to a path. */
export interface Fate {
  readonly how: 'deleted' | 'overwritten';
  /** Index of the layer. */
  readonly by: number;
}

/** The first layer above `index` that takes a path away; undefined: it is there when a container starts. Layers that were not read do nothing. */
export function fateOf(path: string, index: number, layers: readonly (LayerContents | undefined)[]): Fate | undefined {
  for (let by = index + 1; by < layers.length; by++) {
    const layer = layers[by];
    if (layer === undefined) continue;
    if (layer.files.has(path) || layer.folders.has(path)) return { how: 'overwritten', by };
    if (layer.deleted.has(path)) return { how: 'deleted', by };
    for (const folder of ['', ...foldersOf(path)])
      if (layer.emptied.has(folder) || (folder !== '' && (layer.deleted.has(folder) || layer.files.has(folder))))
        return { how: 'deleted', by };
  }
  return undefined;
}
