import { type Platform, platformHere } from '../../facts/platform.ts';
import { type Caller, caller } from '../../host/caller.ts';
import { sha256 } from '../../host/digest.ts';
import { webDoor } from '../../host/web-door.ts';
import { imagesIn } from '../../image/index.ts';
import { NoAnswer, Unreadable } from '../../model/index.ts';
import {
  blob,
  NotUnderstood,
  newSession,
  type Place,
  placesIn,
  type RemoteImage,
  remoteImage,
  type Session,
} from '../../registry/index.ts';
import { loginsOf } from '../logins.ts';
import { trustOf } from '../registry-trust.ts';
import { readLayers } from './layers.ts';
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
  const session = newSession(webDoor(trustOf(by)), loginsOf(by), timeout);
  const wanted = platform ?? platformHere(process.arch);
  const failed: string[] = [];
  for (const ways of placesIn(registriesOf(by), reference)) {
    const found = await byAnyWay(session, ways, wanted);
    if (typeof found !== 'string') return opened(session, found);
    failed.push(found);
  }
  throw new Unreadable(failed.join('; '));
}

/** With TLS or without, where both may be; else why not. Who answers in one way is not asked in the other. */
async function byAnyWay(session: Session, ways: readonly Place[], platform: Platform): Promise<RemoteImage | string> {
  const why: string[] = [];
  for (const place of ways) {
    try {
      return await remoteImage(session, place, platform);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const isNew = !(error instanceof NotUnderstood) && !why.some((line) => line.endsWith(`: ${error.message}`));
      if (isNew) why.push(`${shownPlace(place)}: ${error.message}`);
      if (!(error instanceof NotUnderstood || error instanceof NoAnswer)) break;
    }
  }
  return why.join('; ') || `${shownPlace(ways[0])}: it does not understand what it is asked`;
}

const shownPlace = (place: Place | undefined): string =>
  place?.origin === 'https://registry-1.docker.io' ? place.name : (place?.origin ?? '').replace(/^https:\/\//, '');

function opened(session: Session, { place, manifest, texts, layers }: RemoteImage): OpenImage {
  const pathOf = (digest: string): string => `blobs/${digest.replace(':', '/')}`;
  const index = new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  const store = new Map([['index.json', index], ...[...texts].map(([digest, bytes]) => [pathOf(digest), bytes] as const)]);
  const found = imagesIn({ read: (name) => store.get(name), sha256 });
  const kept = { repository: `${place.name}/${place.repository}`, digest: manifest.digest };
  const images = { ...found, images: found.images.map((one) => ({ ...one, kept })) };
  const [image] = images.images;
  if (image === undefined) throw new Unreadable([...images.problems, ...images.passedOver].join('; '));
  const byName = new Map(layers.map((layer) => [pathOf(layer.digest), layer]));
  return {
    where: `the registry ${shownPlace(place)}`,
    remote: true,
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
