import { Unreadable } from '../model/index.ts';
import { dockerSave } from './docker-save.ts';
import type { Images } from './found.ts';
import { ociLayout } from './oci-layout.ts';
import type { Store } from './store.ts';

export { baseLayers } from './base.ts';
export { configText } from './config-text.ts';
export { type BuiltBy, builtBy, type WrittenImage, type WrittenStep } from './containerfile.ts';
export { type StoredImage, storedImage, storedNames } from './containers-storage.ts';
export { diffIdsOf } from './diff-ids.ts';
export { accountsReader } from './files/accounts.ts';
export { rightsReader } from './files/reader.ts';
export { survivingFiles } from './files/surviving.ts';
export { survivingAccounts } from './files/surviving-accounts.ts';
export { type FoundImage, type Images, platformOf } from './found.ts';
export { historyOf, instructionOf, instructionsOf, makerOf, makersOf, togetherOf } from './history.ts';
export { type Inspected, inspected } from './inspected.ts';
export { fateOf } from './layer/fate.ts';
export { contentsOf, type PlainContents, plainOf } from './layer/plain.ts';
export { type LayerContents, type LayerSecret, layerReader } from './layer/read.ts';
export { configSecrets } from './secrets/config.ts';
export { jsonOf, longestBlob, parsed, type Store, shown } from './store.ts';
export { indexOfTar } from './tar-index.ts';

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
