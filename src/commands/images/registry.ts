import { type Platform, platformHere } from '../../facts/platform.ts';
import { type Caller, caller } from '../../host/caller.ts';
import { sha256 } from '../../host/digest.ts';
import { webDoor } from '../../host/web-door.ts';
import { imagesIn } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import { blob, newSession, type Place, placesIn, type RemoteImage, remoteImage, type Session } from '../../registry/index.ts';
import { loginsOf } from '../logins.ts';
import { readLayers } from '../scan/layers.ts';
import type { OpenImage } from './open-image.ts';
import { registriesOf } from './registries-conf.ts';

/** Milliseconds that a registry may say nothing. */
const silence = 30_000;

/** An image of a registry, or of a mirror of it. Throws Unreadable with what each place said. */
export async function registryImage(
  reference: string,
  platform: Platform | undefined,
  by: Caller = caller(),
  timeout: number = silence,
): Promise<OpenImage> {
  // An id is nothing that a registry could know.
  if (/^(?:sha256:)?[0-9a-f]{64}$/.test(reference)) throw new Unreadable('no registry is asked for an id');
  const session = newSession(webDoor(), loginsOf(by), timeout);
  const failed: string[] = [];
  for (const place of placesIn(registriesOf(by), reference)) {
    try {
      return opened(session, await remoteImage(session, place, platform ?? platformHere(process.arch)));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      failed.push(`${shownPlace(place)}: ${error.message}`);
    }
  }
  throw new Unreadable(failed.join('; '));
}

const shownPlace = ({ origin, name }: Place): string => (origin === 'https://registry-1.docker.io' ? name : origin.replace(/^https:\/\//, ''));

function opened(session: Session, { place, manifest, texts, layers }: RemoteImage): OpenImage {
  const pathOf = (digest: string): string => `blobs/${digest.replace(':', '/')}`;
  const index = new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  const store = new Map([['index.json', index], ...[...texts].map(([digest, bytes]) => [pathOf(digest), bytes] as const)]);
  const images = imagesIn({ read: (name) => store.get(name), sha256 });
  const [image] = images.images;
  if (image === undefined) throw new Unreadable([...images.problems, ...images.passedOver].join('; '));
  const byName = new Map(layers.map((layer) => [pathOf(layer.digest), layer]));
  return {
    where: `the registry ${shownPlace(place)}`,
    images,
    async read(scanner) {
      const read = await readLayers([image], scanner, (name) => {
        const layer = byName.get(name);
        if (layer?.foreign === true) throw new Unreadable('it lies elsewhere: its manifest names addresses, which are not followed');
        if (layer?.mediaType.endsWith('+encrypted') === true) throw new Unreadable('it is encrypted');
        return layer === undefined ? undefined : blob(session, place, layer);
      });
      return { ...images, warnings: [], layer: (name) => read.get(name) };
    },
  };
}
