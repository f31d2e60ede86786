import { isAttestation, isExactly, type Platform, platformIn, platformName, serves } from '../facts/platform.ts';
import { Unreadable } from '../model/index.ts';
import { type Loose, objectOf, objectsOf } from '../text/json/loose.ts';

/** What a manifest or index says of a blob (image-spec 1.1 descriptor.md). */
export interface Descriptor {
  /** "sha256:…" */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
  /** It lies elsewhere: its addresses are named. */
  readonly foreign: boolean;
}

/** No blob of an image is as long. */
const longest = 256 * 1024 ** 3;

/** Throws Unreadable for what is none. */
export function descriptorOf(value: unknown): Descriptor {
  const { digest, size, mediaType, urls } = objectOf(value);
  if (typeof digest !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(digest))
    throw new Unreadable('its manifest names something without a sha256 digest');
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0 || size > longest)
    throw new Unreadable('its manifest names something of no possible size');
  return { digest, size, mediaType: typeof mediaType === 'string' ? mediaType : '', foreign: Array.isArray(urls) && urls.length > 0 };
}

/** The manifest for a platform. Throws Unreadable, which says those that there are. */
export function chosen(index: Loose, wanted: Platform): Descriptor {
  const all = objectsOf(index.manifests).filter((entry) => !isAttestation(entry));
  const platforms = all.map(({ platform }) => platformIn(platform));
  const at = [isExactly, serves]
    .map((fits) => platforms.findIndex((there) => there !== undefined && fits(there, wanted)))
    .find((found) => found >= 0);
  if (at !== undefined) return descriptorOf(all[at]);
  // An index of one image need not say for what it is.
  if (all.length === 1 && platforms[0] === undefined) return descriptorOf(all[0]);
  const names = [...new Set(platforms.flatMap((there) => (there === undefined ? [] : platformName(there))))].filter((name) =>
    /^[\w./-]+$/.test(name),
  );
  throw new Unreadable(
    `it has no image for ${platformName(wanted)}${names.length === 0 ? '' : `: those for ${names.slice(0, 20).join(', ')} are there (--platform)`}`,
  );
}
