import { Unreadable } from '../model/index.ts';
import { isObject, listOf, stringsOf, textOf } from '../text/json/loose.ts';
import { type FoundImage, type Images, platformOf } from './found.ts';
import { jsonOf, parsed, type Store, shown, verify } from './store.ts';

/** No archive that people make holds more. */
const mostImages = 500;

/**
 * What `docker save` and `podman save` (docker-archive) write: manifest.json lists each image with its configuration and layers.
 * Source: moby 29 image/spec/spec.md "Combined Image JSON + Filesystem Changeset Format". Throws Unreadable for manifest.json itself.
 */
export function dockerSave(store: Store, manifest: Uint8Array): Images {
  const entries = jsonOf(manifest, 'manifest.json');
  if (!Array.isArray(entries)) throw new Unreadable('manifest.json is no list of images');
  const images: FoundImage[] = [];
  const problems: string[] = [];
  for (const entry of entries.slice(0, mostImages)) {
    try {
      images.push(imageOf(store, entry));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.push(error.message);
    }
  }
  if (entries.length > mostImages) problems.push(`only the first ${mostImages} of its ${entries.length} images were judged`);
  if (entries.length === 0) problems.push('manifest.json lists no image');
  return { images, problems, passedOver: [] };
}

function imageOf(store: Store, entry: unknown): FoundImage {
  const name = isObject(entry) ? textOf(entry.Config) : undefined;
  if (!isObject(entry) || name === undefined) throw new Unreadable('an image in manifest.json has no Config');
  const config = store.read(name);
  if (config === undefined) throw new Unreadable(`the configuration ${shown(name)}, which manifest.json names, is missing`);
  const hex = /(?:^|\/)([0-9a-f]{64})(?:\.json)?$/.exec(name)?.[1];
  if (hex !== undefined) verify(store, config, hex, name);
  const tag = textOf(listOf(entry.RepoTags)[0]);
  const layers = stringsOf(entry.Layers);
  return { config, platform: platformOf(parsed(config, name)), layers, ...(tag === undefined ? {} : { tag }) };
}
