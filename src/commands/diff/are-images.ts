import { Unreadable } from '../../model/index.ts';

/** A word that names an image as `scan` reads it. archive:FILE does so only beside another one: beside a file its configuration alone is compared. */
const whole = /^(?:image|sbom):/;
const either = /^(?:image|sbom|archive):/;

/** Are the sides two images? Throws Unreadable, one line, for an image beside what is none. */
export function areImages(words: readonly string[]): boolean {
  const images = words.filter((word) => either.test(word));
  if (words.length === 2 && images.length === 2) return true;
  const named = words.find((word) => whole.test(word));
  if (named === undefined) return false;
  throw new Unreadable(
    words.length === 1
      ? `${named} is compared with what? Name a second image: bulkhead diff ${named} image:OTHER`
      : `${named} is an image, and ${words.find((word) => word !== named) ?? 'the other side'} is none: image:NAME, archive:FILE and sbom:FILE are compared with each other`,
  );
}
