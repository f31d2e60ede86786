import { sha256 } from '../../host/digest.ts';
import { openPart } from '../../host/file-part.ts';
import { lookAt } from '../../host/read.ts';
import { configText, type FoundImage, type Images, imagesIn, parsed } from '../../image/index.ts';
import { type Source, Unreadable } from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';
import type { Gift } from '../gift.ts';
import type { Blobs } from './blobs.ts';
import { folderBlobs } from './folder.ts';
import { tarBlobs } from './tar.ts';

/** The configurations in a docker-save file or an OCI layout. `file` is what reports call it. Throws Unreadable. */
export async function readImages(path: string, file: string): Promise<Gift> {
  const stats = lookAt(path);
  if (stats === undefined) throw new Unreadable('there is no such file or folder');
  if (stats.isDirectory()) return giftIn(folderBlobs(path), file);
  const open = openPart(path);
  try {
    return giftIn(await tarBlobs(open), file);
  } finally {
    open.close();
  }
}

const giftIn = ({ read, warnings }: Blobs, file: string): Gift => giftOf(imagesIn({ read, sha256 }), warnings, file);

/** The configurations of these images. */
export function giftOf({ images, problems, passedOver }: Images, warnings: readonly string[], file: string): Gift {
  return {
    given: unique(images).map((image, _, all) => ({ source: sourceOf(image, all.length > 1, file) })),
    problems: [...warnings, ...problems].map((message) => ({ file, message: oneLine(message) })),
    passedOver: [...new Set(passedOver)].map((reason) => ({ file: `${file} (${reason.split(' is ', 1)[0]})`, reason: oneLine(reason) })),
  };
}

/** Two names for one image are judged once. */
function unique(images: readonly FoundImage[]): FoundImage[] {
  const digests = new Map(images.map((image) => [sha256(image.config), image]));
  return [...digests.values()];
}

/** Printed as people read it: findings point to its lines. Of several images the name says which one it is. */
function sourceOf({ config, tag, platform }: FoundImage, several: boolean, file: string): Source {
  const text = configText(parsed(config, 'its configuration'));
  const which = [tag, platform].filter((word) => word !== undefined).join(', ');
  return { path: several ? `${file} (${oneLine(which)})` : file, text };
}
