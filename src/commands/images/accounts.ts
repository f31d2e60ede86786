import { diffIdsOf, parsed, survivingAccounts } from '../../image/index.ts';
import type { ImageAccounts } from '../../model/index.ts';
import { uniqueImages } from '../archive/listed.ts';
import type { OpenImage } from './open-image.ts';
import { contentsRead, type LayerScanner } from './reading.ts';

/**
 * Who is in the files of an image: as its layers are remembered, else as they are read where they are on this machine. Of a registry nothing is fetched for it.
 * Undefined: not known. Throws Unreadable where it cannot be read after all.
 */
export async function accountsIn(image: OpenImage, scanner: LayerScanner): Promise<ImageAccounts | undefined> {
  const [found, ...others] = uniqueImages(image.images.images);
  if (found === undefined || others.length > 0) return undefined;
  const diffIds = diffIdsOf(parsed(found.config, 'its configuration'));
  const known = diffIds.map((diffId) => (typeof diffId === 'string' ? contentsRead(scanner.known(diffId, [])) : undefined));
  if (known.length > 0 && known.length === found.layers.length && !known.includes(undefined)) return survivingAccounts(known);
  if (image.remote === true) return undefined;
  const read = await image.read(scanner);
  const [whole, ...more] = uniqueImages(read.images);
  if (whole === undefined || more.length > 0) return undefined;
  return survivingAccounts(whole.layers.map((name) => contentsRead(read.layer(name))));
}
