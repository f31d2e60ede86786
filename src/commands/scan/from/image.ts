import type { ImageChoice } from '../../images/choice.ts';
import { findImage, toldOf } from '../../images/find.ts';
import type { ImageSource } from '../../images/reading.ts';
import type { Saying } from '../saying.ts';
import { watched } from './watched.ts';

/** An image by its name, wherever it is. */
export const imageSource = (reference: string, choice: ImageChoice, { tell, progress }: Saying): ImageSource => ({
  file: `image:${reference}`,
  async read(scanner) {
    const found = await findImage(reference, choice);
    tell(toldOf(`image:${reference}`, found));
    const read = await watched(scanner, `image:${reference}`, progress, found.image.read);
    // Asked for by its id, an engine does not say its name.
    const [only, ...more] = read.images;
    return only === undefined || more.length > 0 ? read : { ...read, images: [{ ...only, tag: only.tag ?? reference }] };
  },
});
