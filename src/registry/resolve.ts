import { NoAnswer, Unreadable, type WebAnswer } from '../model/index.ts';
import { get } from './ask.ts';
import type { Place } from './place.ts';
import type { Session } from './session.ts';
import { parsedJson, whole } from './whole.ts';

/** Those of all platforms first. Sources: image-spec 1.1 media-types.md; distribution 2.8 manifest/schema2, manifest/manifestlist. */
const accept = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

export interface Manifest {
  /** "sha256:…" */
  readonly digest: string;
  readonly bytes: Uint8Array;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The limit that registries set to a manifest (distribution-spec 1.1 "Pushing Manifests"). */
const longestManifest = 4 * 1024 * 1024;

/**
 * The digest of what a tag names now ("sha256:…"): of the index where there is one for several platforms. It is computed from what is
 * sent, and held against what the registry says. Throws Unreadable: one clause without the registry's name; NoAnswer where asking it for
 * another image would come to the same.
 */
export const resolve = async (session: Session, place: Place): Promise<string> => (await manifestOf(session, place)).digest;

/** A manifest or index, whose bytes are those of its digest. Throws as `resolve` does. */
export async function manifestOf(session: Session, place: Place): Promise<Manifest> {
  const answer = await get(session, place, `manifests/${place.reference}`, { accept, timeout: session.timeout });
  if (answer.status !== 200) {
    answer.close();
    throw because(answer);
  }
  const said = answer.headers['docker-content-digest'];
  const bytes = await whole(answer, longestManifest);
  const digest = `sha256:${session.door.sha256(bytes)}`;
  const value = parsedJson(bytes);
  if (value === undefined || !isManifest(value)) throw new Unreadable('what it sends is no manifest of an image');
  // Another algorithm is allowed, and cannot be compared.
  if (said !== undefined && said !== digest && !/^sha512:[0-9a-f]{128}$/.test(said))
    throw new Unreadable('the digest that it names is not that of what it sends: it lies, or something between changes its answers');
  if (place.reference.startsWith('sha256:') && place.reference !== digest)
    throw new Unreadable('it sends something else than this digest names');
  return { digest, bytes, value };
}

const isManifest = (value: Manifest['value']): boolean =>
  value.schemaVersion === 2 && (Array.isArray(value.manifests) || (typeof value.config === 'object' && value.config !== null));

/** It does not even understand what it is asked: it may want TLS. */
export class NotUnderstood extends Unreadable {}

/** Of an answer that is no success. */
export function because({ status }: WebAnswer): Unreadable {
  if (status === 400) return new NotUnderstood('it answers with status 400');
  if (status === 404) return new Unreadable('it has no such image or tag');
  if (status === 403) return new Unreadable('it does not show this to this login');
  if (status === 429) return new NoAnswer('it was asked too often: try again later, or log in');
  return status >= 500 ? new NoAnswer(`it answers with status ${status}`) : new Unreadable(`it answers with status ${status}`);
}
