import type { ImageChoice } from '../../images/choice.ts';
import { findImage, toldOf } from '../../images/find.ts';
import type { ImageSource } from '../reading.ts';

/** An image by its name, wherever it is; `tell` gets where it was found. */
export const imageSource = (reference: string, choice: ImageChoice, tell: (line: string) => void): ImageSource => ({
  file: `image:${reference}`,
  async read(scanner) {
    const found = await findImage(reference, choice);
    tell(toldOf(`image:${reference}`, found));
    return found.image.read(scanner);
  },
});
