import { fileContext } from '../../host/context.ts';
import type { ImageAnswer, ImagesDoor } from '../../link/index.ts';
import { type ImageAccounts, Unreadable } from '../../model/index.ts';
import { oneLine, printable } from '../../text/printable.ts';
import { readerOf, surfaceById } from '../declare.ts';
import type { ImageChoice } from './choice.ts';
import type { OpenImage } from './open-image.ts';
import type { LayerScanner } from './reading.ts';

/** A run has an end, also where a file names thousands of images, or each registry is silent. In milliseconds. */
const most = { images: 500, time: 10 * 60_000 };

/**
 * Images as their own configuration declares them, each asked for once; no layer is fetched, and those on this machine are read only where somebody asks
 * for the accounts. `tell` gets where each was found, and what could not be read. What cannot be had is answered with the reason.
 */
export function imagesDoor(choice: ImageChoice, tell: (line: string) => void, limits = most): ImagesDoor {
  const known = new Map<string, Promise<ImageAnswer>>();
  const started = Date.now();
  let scanner: Promise<LayerScanner> | undefined;
  // Who reads layers is large: loaded only where somebody asks for accounts, and once.
  const loaded = (): Promise<LayerScanner> => (scanner ??= import('../scan/scanner.ts').then(({ layerScanner }) => layerScanner()));
  const refusal = (): string | undefined => {
    if (known.size >= limits.images) return `${limits.images} others were looked at before it, and no more are`;
    return Date.now() - started > limits.time ? `the others took longer than ${limits.time / 60_000} minutes` : undefined;
  };
  const answer = (reference: string): Promise<ImageAnswer> => {
    const because = refusal();
    return because === undefined ? lookedUp(reference, choice, loaded, tell, started + limits.time) : Promise.resolve({ because });
  };
  return (reference) => {
    const found = known.get(reference) ?? answer(reference);
    known.set(reference, found);
    return found;
  };
}

async function lookedUp(
  reference: string,
  choice: ImageChoice,
  scanner: () => Promise<LayerScanner>,
  tell: (line: string) => void,
  until: number,
): Promise<ImageAnswer> {
  const file = `image:${reference}`;
  try {
    const { findImage, toldOf } = await import('./find.ts');
    const { giftOf } = await import('../archive/read.ts');
    const found = await findImage(reference, choice);
    tell(toldOf(file, found));
    const { given, problems } = giftOf(found.image.images, [], file);
    const [first] = given;
    if (first === undefined) return { because: shown(problems[0]?.message ?? 'there is no image in what was found') };
    const read = (await readerOf(surfaceById('image'))).read(first.source, fileContext());
    const [image] = read.containers;
    if (image === undefined) return { because: shown(read.problems[0]?.message ?? 'what it says of itself is not understood') };
    let accounts: Promise<ImageAccounts | undefined> | undefined;
    return { image, accounts: () => (accounts ??= accountsFrom(found.image, scanner, file, tell, until)) };
  } catch (error) {
    if (error instanceof Unreadable) return { because: shown(error.message) };
    throw error;
  }
}

async function accountsFrom(
  image: OpenImage,
  scanner: () => Promise<LayerScanner>,
  file: string,
  tell: (line: string) => void,
  until: number,
): Promise<ImageAccounts | undefined> {
  if (Date.now() > until) return undefined;
  try {
    const { accountsIn } = await import('./accounts.ts');
    return await accountsIn(image, await scanner());
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    tell(`${file}: its /etc/passwd was not read: ${shown(error.message)}`);
    return undefined;
  }
}

const shown = (message: string): string => printable(oneLine(message)).slice(0, 600);
