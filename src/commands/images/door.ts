import { fileContext } from '../../host/context.ts';
import type { ImageAnswer, ImagesDoor } from '../../link/index.ts';
import { oneLine, printable } from '../../text/printable.ts';
import { readerOf, surfaceById } from '../declare.ts';
import { give } from '../given.ts';
import type { ImageChoice } from './choice.ts';

/** A run has an end, also where a file names thousands of images, or each registry is silent. In milliseconds. */
const most = { images: 500, time: 10 * 60_000 };

/**
 * Images as their own configuration declares them, each asked for once; no layer is fetched. `tell` gets where each was found. What cannot be had is
 * answered with the reason.
 */
export function imagesDoor(choice: ImageChoice, tell: (line: string) => void, limits = most): ImagesDoor {
  const known = new Map<string, Promise<ImageAnswer>>();
  const started = Date.now();
  const refusal = (): string | undefined => {
    if (known.size >= limits.images) return `${limits.images} others were looked at before it, and no more are`;
    return Date.now() - started > limits.time ? `the others took longer than ${limits.time / 60_000} minutes` : undefined;
  };
  const answer = (reference: string): Promise<ImageAnswer> => {
    const because = refusal();
    return because === undefined ? lookedUp(reference, choice, tell) : Promise.resolve({ because });
  };
  return (reference) => {
    const found = known.get(reference) ?? answer(reference);
    known.set(reference, found);
    return found;
  };
}

async function lookedUp(reference: string, choice: ImageChoice, tell: (line: string) => void): Promise<ImageAnswer> {
  const { given, problems } = await give({ kind: 'image', reference, choice }, tell);
  const [first] = given;
  if (first === undefined) return { because: shown(problems[0]?.message ?? 'there is no image in what was found') };
  const read = (await readerOf(surfaceById('image'))).read(first.source, fileContext());
  const [image] = read.containers;
  return image === undefined ? { because: shown(read.problems[0]?.message ?? 'what it says of itself is not understood') } : { image };
}

const shown = (message: string): string => printable(oneLine(message.replace(/^not read: /, ''))).slice(0, 600);
