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

/** `named`: who is to run in it is a name. Undefined: it is not said yet. */
async function withImage(container: Container, images: ImagesDoor, above?: boolean): Promise<Container> {
  const { image } = container;
  const named = above ?? namesUser(container);
  if (image.built !== undefined) return { ...container, image: { ...image, built: await withImage(image.built, images, named) } };
  const { reference } = lowest(container);
  if (reference === undefined) return container;
  const answer = await images(reference);
  if ('because' in answer) return { ...container, image: { ...image, notHad: answer.because } };
  const accounts = (named ?? namesUser(answer.image)) === true ? await answer.accounts?.() : undefined;
  const built = accounts === undefined ? answer.image : { ...answer.image, image: { ...answer.image.image, accounts } };
  return { ...container, image: { ...image, built } };
}

function namesUser({ process }: Container): boolean | undefined {
  const user = knownValue(process.user);
  return user === undefined ? undefined : user.name !== undefined;
}
