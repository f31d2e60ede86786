import { type PathSet, pathSet } from './paths.ts';
import type { LayerContents } from './read.ts';

type Sets = 'files' | 'folders' | 'deleted' | 'emptied';
type Paths = Float64Array<ArrayBuffer>;

/** What is known of a layer as plain data: for another thread, and to be remembered. */
export interface PlainContents {
  /** JSON has words for all of it. */
  readonly told: Omit<LayerContents, Sets | 'links'> & { readonly links: readonly (readonly [string, readonly string[]])[] };
  /** Of PathSet. */
  readonly paths: Readonly<Record<Sets, Paths>>;
}

export function plainOf({ files, folders, deleted, emptied, links, ...told }: LayerContents): PlainContents {
  const paths = { files: files.kept(), folders: folders.kept(), deleted: deleted.kept(), emptied: emptied.kept() };
  return { told: { ...told, links: [...links] }, paths };
}

export function contentsOf({ told: { links, ...told }, paths }: PlainContents): LayerContents {
  const set = (of: Sets): PathSet => pathSet(paths[of]);
  return { ...told, links: new Map(links), files: set('files'), folders: set('folders'), deleted: set('deleted'), emptied: set('emptied') };
}
