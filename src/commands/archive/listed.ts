import { sha256 } from '../../host/digest.ts';
import type { FoundImage } from '../../image/index.ts';
import type { PassedOver } from '../../model/index.ts';
import { oneLine } from '../../text/printable.ts';

/** Two names for one image are one image. */
export const uniqueImages = (images: readonly FoundImage[]): readonly FoundImage[] => [
  ...new Map(images.map((image) => [sha256(image.config), image])).values(),
];

/** What reports call an image that lies in `file`; of several the name says which one it is. */
export function imageName({ tag, platform }: FoundImage, several: boolean, file: string): string {
  const which = [tag, platform].filter((word) => word !== undefined).join(', ');
  return several ? `${file} (${oneLine(which)})` : file;
}

/** What in `file` is no image, each reason ("… is an attestation") once. */
export const passedOverIn = (file: string, reasons: readonly string[]): readonly PassedOver[] =>
  [...new Set(reasons)].map((reason) => ({ file: `${file} (${reason.split(' is ', 1)[0]})`, reason: oneLine(reason) }));
