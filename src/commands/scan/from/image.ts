import type { ImageChoice } from '../../images/choice.ts';
import { findImage, toldOf } from '../../images/find.ts';
import type { ImageSource } from '../reading.ts';

/** An image by its name, wherever it is; `tell` gets where it was found. */
export const imageSource = (reference: string, choice: ImageChoice, tell: (line: string) => void): ImageSource => ({
  file: `image:${reference}`,
  async read(scanner) {
    const found = await findImage(reference, choice);
    tell(toldOf(`image:${reference}`, found));
    const read = await found.image.read(scanner);
    // Asked for by its id, an engine does not say its name.
    const [only, ...more] = read.images;
    return only === undefined || more.length > 0 ? read : { ...read, images: [{ ...only, tag: only.tag ?? reference }] };
  },
});
