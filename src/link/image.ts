import { type Container, knownValue } from '../model/index.ts';
import type { ImagesDoor, Join } from './join.ts';

/**
 * A container of an image that can be looked at gets the image as that declares itself; so does one that is built here, for what its Containerfile
 * takes from its base. An image that cannot be had leaves what rests on it unknown, with the reason.
 */
export const joinImage: Join = {
  applies: (container, { images }) => images !== undefined && lowest(container).reference !== undefined,
  join: async (container, { images }) => ({
    container: images === undefined ? container : await withImage(container, images),
    problems: [],
  }),
};

/** The name of what is below the Containerfiles that were read. What is built of one out of reach may have been built already, under its name. */
function lowest(container: Container): { readonly reference?: string } {
  const { built, reference } = container.image;
  if (built !== undefined) return lowest(built);
  const name = knownValue(reference);
  // What is written with blanks is no name.
  return name === undefined || name === '' || name === 'scratch' || /\s/.test(name) ? {} : { reference: name };
}

async function withImage(container: Container, images: ImagesDoor): Promise<Container> {
  const { image } = container;
  if (image.built !== undefined) return { ...container, image: { ...image, built: await withImage(image.built, images) } };
  const { reference } = lowest(container);
  if (reference === undefined) return container;
  const answer = await images(reference);
  return { ...container, image: { ...image, ...('image' in answer ? { built: answer.image } : { notHad: answer.because }) } };
}
