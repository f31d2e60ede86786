import type { Platform } from '../facts/platform.ts';
import { Unreadable } from '../model/index.ts';
import { blob } from './blob.ts';
import { chosen, type Descriptor, descriptorOf } from './choose.ts';
import type { Place } from './place.ts';
import { manifestOf } from './resolve.ts';
import type { Session } from './session.ts';

/** The limit that registries set to a manifest; no configuration is as long either. */
const longestConfig = 4 * 1024 * 1024;
/** An index may name an index; a chain of them leads nowhere. */
const deepest = 3;

/** An image of a registry: its manifest and its configuration, digests verified; its layers are fetched one by one. */
export interface RemoteImage {
  readonly place: Place;
  readonly manifest: Descriptor;
  /** By digest ("sha256:…"): manifest and configuration. */
  readonly texts: ReadonlyMap<string, Uint8Array>;
  /** The lowest first. */
  readonly layers: readonly Descriptor[];
}

/** Throws Unreadable: one clause without the registry's name; NoAnswer among it. */
export async function remoteImage(session: Session, named: Place, platform: Platform): Promise<RemoteImage> {
  let place = named;
  for (let depth = 0; depth < deepest; depth++) {
    const { digest, bytes, value } = await manifestOf(session, place);
    if (Array.isArray(value.manifests)) {
      place = { ...place, reference: chosen(value, platform).digest };
      continue;
    }
    const config = descriptorOf(value.config);
    if (config.size > longestConfig) throw new Unreadable(`the configuration of the image is longer than ${longestConfig / 1048576} MiB`);
    const texts = new Map([
      [digest, bytes],
      [config.digest, await wholeBlob(session, place, config)],
    ]);
    const mediaType = typeof value.mediaType === 'string' ? value.mediaType : 'application/vnd.oci.image.manifest.v1+json';
    const layers = (Array.isArray(value.layers) ? value.layers : []).map(descriptorOf);
    return { place, manifest: { digest, size: bytes.length, mediaType, foreign: false }, texts, layers };
  }
  throw new Unreadable(`indexes name each other more than ${deepest} deep`);
}

async function wholeBlob(session: Session, place: Place, wanted: Descriptor): Promise<Uint8Array> {
  const bytes = new Uint8Array(wanted.size);
  let at = 0;
  for await (const chunk of blob(session, place, wanted)) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  if (`sha256:${session.door.sha256(bytes)}` !== wanted.digest)
    throw new Unreadable('the configuration that it sends is not what its digest says: it lies, or something between changes its answers');
  return bytes;
}
