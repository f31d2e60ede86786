import { sha256 } from '../../host/digest.ts';
import { openPart } from '../../host/file-part.ts';
import { lookAt } from '../../host/read.ts';
import { configText, type FoundImage, type Images, imagesIn, parsed } from '../../image/index.ts';
import { type Source, Unreadable } from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';
import type { Gift } from '../gift.ts';
import type { Blobs } from './blobs.ts';
import { folderBlobs } from './folder.ts';
import { imageName, passedOverIn, uniqueImages } from './listed.ts';
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
    given: uniqueImages(images).map((image, _, all) => ({ source: sourceOf(image, all.length > 1, file) })),
    problems: [...warnings, ...problems].map((message) => ({ file, message: oneLine(message) })),
    passedOver: passedOverIn(file, passedOver),
  };
}

/** Printed as people read it: findings point to its lines. */
const sourceOf = (image: FoundImage, several: boolean, file: string): Source => ({
  path: imageName(image, several, file),
  text: configText(parsed(image.config, 'its configuration')),
});
