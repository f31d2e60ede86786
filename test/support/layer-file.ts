import type { LayerFile } from '../../src/model/index.ts';

/** A plain file of a layer, by its path. */
export const layerFile = (path: string, size: number, more: Partial<LayerFile> = {}): LayerFile => ({
  path,
  type: '0',
  mode: 0o644,
  uid: 0,
  gid: 0,
  size,
  link: '',
  ...more,
});
