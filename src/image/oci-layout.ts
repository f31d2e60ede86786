import { isAttestation } from '../facts/platform.ts';
import { Unreadable } from '../model/index.ts';
import { isObject, type Loose, listOf, objectOf, objectsOf, textOf } from '../text/json/loose.ts';
import { type FoundImage, type Images, platformOf } from './found.ts';
import { objectUnder, parsed, type Store, shown, verify } from './store.ts';

/** An index may name indexes; a circle of digests cannot be made, a long chain can. */
const deepest = 5;
const mostManifests = 500;

const ofConfigs = new Set(['application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json']);
const ofIndexes = new Set(['application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json']);

interface Walk {
  readonly store: Store;
  readonly images: FoundImage[];
  readonly problems: string[];
  readonly passedOver: string[];
  /** Manifests of platforms that are named and not there: usual where one platform of many was saved. */
  readonly absent: string[];
  left: number;
}

/**
 * An OCI image layout: index.json names manifests, or indexes of them by platform. Every image that is there is read, whatever its
 * platform. Source: opencontainers/image-spec 1.1 image-layout.md, image-index.md, manifest.md. Throws Unreadable for index.json itself.
 */
export function ociLayout(store: Store): Images {
  const { value } = objectUnder(store, 'index.json');
  const walk: Walk = { store, images: [], problems: [], passedOver: [], absent: [], left: mostManifests };
  for (const descriptor of listOf(value.manifests)) follow(walk, descriptor, undefined, 0);
  const { images, problems, passedOver, absent } = walk;
  if (walk.left < 0) problems.push(`only the first ${mostManifests} of its manifests were read`);
  if (images.length > 0) passedOver.push(...absent.map((platform) => `the image for ${platform} is named and not in it`));
  else if (problems.length === 0)
    problems.push(absent.length > 0 ? `the manifests that it names are missing (${absent.join(', ')})` : 'it holds no image');
  return { images, problems, passedOver };
}

function follow(walk: Walk, descriptor: unknown, tag: string | undefined, depth: number): void {
  walk.left -= 1;
  if (walk.left < 0) return;
  try {
    if (!isObject(descriptor)) throw new Unreadable('an index names a manifest that is no JSON object');
    step(walk, descriptor, tagOf(descriptor) ?? tag, depth);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    walk.problems.push(error.message);
  }
}

function step(walk: Walk, descriptor: Loose, tag: string | undefined, depth: number): void {
  const { store } = walk;
  if (isAttestation(descriptor)) {
    walk.passedOver.push('an attestation is no image');
    return;
  }
  const name = blobOf(descriptor);
  const bytes = store.read(name);
  if (bytes === undefined) {
    if (!isObject(descriptor.platform)) throw new Unreadable(`the manifest ${shown(name)}, which an index names, is missing`);
    walk.absent.push(platformOf(descriptor.platform));
    return;
  }
  verify(store, bytes, hexOf(descriptor), name);
  const manifest = parsed(bytes, name);
  if (ofIndexes.has(textOf(manifest.mediaType) ?? textOf(descriptor.mediaType) ?? '') || Array.isArray(manifest.manifests)) {
    if (depth >= deepest) throw new Unreadable(`indexes name each other more than ${deepest} deep`);
    for (const next of listOf(manifest.manifests)) follow(walk, next, tag, depth + 1);
  } else imageOf(walk, manifest, tag);
}

function imageOf({ store, images, passedOver }: Walk, manifest: Loose, tag: string | undefined): void {
  const { config: descriptor } = manifest;
  if (!isObject(descriptor)) throw new Unreadable('a manifest names no configuration');
  const type = textOf(descriptor.mediaType) ?? '';
  if (!ofConfigs.has(type)) {
    passedOver.push(`${shown(type || 'something without a media type')} is no image of a container`);
    return;
  }
  const name = blobOf(descriptor);
  const config = store.read(name);
  if (config === undefined) throw new Unreadable(`the configuration ${shown(name)}, which a manifest names, is missing`);
  verify(store, config, hexOf(descriptor), name);
  const layers = objectsOf(manifest.layers).map(blobOf);
  images.push({ config, platform: platformOf(parsed(config, name)), layers, ...(tag === undefined ? {} : { tag }) });
}

/** containerd and Docker write the whole name, others the tag alone. */
const tagOf = ({ annotations }: Loose): string | undefined =>
  textOf(objectOf(annotations)['io.containerd.image.name']) ?? textOf(objectOf(annotations)['org.opencontainers.image.ref.name']);

function hexOf({ digest }: Loose): string {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(textOf(digest) ?? '')?.[1];
  if (hex === undefined) throw new Unreadable(`${shown(textOf(digest) ?? 'a missing digest')} is no sha256 digest`);
  return hex;
}

const blobOf = (descriptor: Loose): string => `blobs/sha256/${hexOf(descriptor)}`;
