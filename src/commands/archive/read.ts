import { sha256 } from '../../host/digest.ts';
import { lookAt } from '../../host/read.ts';
import { type FoundImage, imagesIn } from '../../image/index.ts';
import { type Source, Unreadable } from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';
import type { Gift } from '../gift.ts';
import { folderBlobs } from './folder.ts';
import { tarBlobs } from './tar.ts';

/** The configurations in a docker-save file or an OCI layout. `file` is what reports call it. Throws Unreadable. */
export async function readImages(path: string, file: string): Promise<Gift> {
  const stats = lookAt(path);
  if (stats === undefined) throw new Unreadable('there is no such file or folder');
  const { read, warnings } = stats.isDirectory() ? folderBlobs(path) : await tarBlobs(path);
  const { images, problems, passedOver } = imagesIn({ read, sha256 });
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
  const text = `${JSON.stringify(JSON.parse(new TextDecoder().decode(config)), null, 2)}\n`;
  const which = [tag, platform].filter((word) => word !== undefined).join(', ');
  return { path: several ? `${file} (${oneLine(which)})` : file, text };
}
