import { Unreadable } from '../model/index.ts';
import type { Gift, Given } from './gift.ts';
import type { Target } from './targets.ts';

const nothing: Gift = { given: [], problems: [], passedOver: [] };

/**
 * The texts behind a live container, an archive or an image. What cannot be had is a problem of one line; `tell` gets where an image was found.
 */
export async function give(
  target: Extract<Target, { kind: 'live' | 'archive' | 'image' }>,
  tell: (line: string) => void = () => {},
): Promise<Gift> {
  const file = nameOf(target);
  try {
    if (target.kind === 'live') return { ...nothing, given: [await running(file, target)] };
    const { giftOf, readImages } = await import('./archive/read.ts');
    if (target.kind === 'archive') return { ...nothing, ...(await readImages(target.path, file)) };
    const { findImage, toldOf } = await import('./images/find.ts');
    const found = await findImage(target.reference, target.choice);
    tell(toldOf(file, found));
    return giftOf(found.image.images, [], file);
  } catch (error) {
    if (error instanceof Unreadable) return { ...nothing, problems: [{ file, message: `not read: ${error.message}` }] };
    throw error;
  }
}

const nameOf = (target: Parameters<typeof give>[0]): string => {
  if (target.kind === 'archive') return `archive:${target.path}`;
  return target.kind === 'image' ? `image:${target.reference}` : `${target.engine ?? 'container'}:${target.name}`;
};

/** Printed as people read it: findings point to its lines. */
async function running(path: string, { name, engine: kind }: Extract<Target, { kind: 'live' }>): Promise<Given> {
  const { findContainer } = await import('./live/find.ts');
  const { text, engine } = await findContainer(name, kind);
  return { source: { path, text: pretty(text) }, engine };
}

function pretty(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    throw new Unreadable('what the engine says of it is no JSON');
  }
}
