import { sha256 } from '../../host/digest.ts';
import { lookAt, readBytes } from '../../host/read.ts';
import { storedLayer } from '../../host/stored-layer.ts';
import { type FoundImage, jsonOf, parsed, platformOf, type StoredImage, storedImage, storedNames } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import { readLayers } from './layers.ts';
import { type OpenImage, oneImage } from './open-image.ts';
import type { LayerBytes } from './reading.ts';

/** Of the drivers of containers/storage those that keep the files of a layer in a folder, and where. */
const drivers = [
  ['overlay', (id: string) => `overlay/${id}/diff`],
  ['vfs', (id: string) => `vfs/dir/${id}`],
] as const;

/**
 * An image in a folder of containers/storage (`graphroot` in containers-storage.conf(5)), read as files: no Podman is needed, only leave to read
 * them. Undefined: it has none of that name. Throws Unreadable.
 */
export function storeImage(store: string, reference: string): OpenImage | undefined {
  const [driver, folderOf] = drivers.find(([name]) => lookAt(`${store}/${name}-images/images.json`) !== undefined) ?? [];
  if (driver === undefined || folderOf === undefined)
    throw new Unreadable('it is no store of Podman that can be read: it has neither overlay-images nor vfs-images');
  const list = (path: string): unknown => (lookAt(`${store}/${path}`) === undefined ? [] : jsonOf(readBytes(`${store}/${path}`), path));
  const layers = ['layers.json', 'volatile-layers.json'].map((name) => list(`${driver}-layers/${name}`));
  const stored = storedImage(driver, { images: list(`${driver}-images/images.json`), layers }, storedNames(reference));
  if (stored === undefined) return undefined;
  const image = foundOf(store, stored);
  const places = new Map(stored.layers.map((layer) => [nameOf(layer), layer.id]));
  const bytesOf = (name: string): LayerBytes | undefined => {
    const id = places.get(name);
    return id === undefined ? undefined : storedLayer(`${store}/${driver}-layers/${id}.tar-split.gz`, `${store}/${folderOf(id)}`);
  };
  return {
    where: `the store of Podman in ${store}`,
    images: oneImage(image),
    async read(scanner) {
      const read = await readLayers([image], scanner, bytesOf);
      return { images: [image], problems: [], passedOver: [], warnings: [], layer: (name) => read.get(name) };
    },
  };
}

const nameOf = ({ id, diffId }: StoredImage['layers'][number]): string => diffId ?? id;

function foundOf(store: string, { configs, layers }: StoredImage): FoundImage {
  for (const { path, hex } of configs) {
    const config = lookAt(`${store}/${path}`) === undefined ? undefined : readBytes(`${store}/${path}`);
    if (config !== undefined && sha256(config) === hex)
      return { config, platform: platformOf(parsed(config, 'its configuration')), layers: layers.map(nameOf) };
  }
  throw new Unreadable('its configuration is not in the store, or not what its digest says');
}
