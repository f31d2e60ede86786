import { Unreadable } from '../model/index.ts';
import { dockerSave } from './docker-save.ts';
import type { Images } from './found.ts';
import { ociLayout } from './oci-layout.ts';
import type { Store } from './store.ts';

export { rightsReader } from './files/reader.ts';
export { survivingFiles } from './files/surviving.ts';
export type { FoundImage, Images } from './found.ts';
export { instructionsOf } from './history.ts';
export { fateOf } from './layer/fate.ts';
export { type LayerContents, layerReader } from './layer/read.ts';
export { configSecrets } from './secrets/config.ts';
export { type Json, longestBlob, parsed, type Store, shown } from './store.ts';

/**
 * The images of an archive or layout. Docker 25 and later write both forms into one archive, of which manifest.json has the tags.
 * Throws Unreadable, one line, where it is neither.
 */
export function imagesIn(store: Store): Images {
  const manifest = store.read('manifest.json');
  if (manifest !== undefined) return dockerSave(store, manifest);
  if (store.read('index.json') !== undefined) return ociLayout(store);
  throw new Unreadable('it is no image: it has neither manifest.json (docker save) nor index.json (OCI layout)');
}
