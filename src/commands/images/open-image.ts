import { type FoundImage, type Images, type Inspected, platformOf } from '../../image/index.ts';
import { Unreadable } from '../../model/index.ts';
import type { ImagesRead, LayerScanner } from './reading.ts';

/** An image that was found: what it says of itself is known, its layers are still where they lie. */
export interface OpenImage {
  /** "Docker (unix:///var/run/docker.sock)" */
  readonly where: string;
  readonly images: Images;
  /** Its layers would have to be fetched. */
  readonly remote?: true;
  /** Throws Unreadable where it cannot be had after all. */
  read(scanner: LayerScanner): Promise<ImagesRead>;
}

export const oneImage = (image: FoundImage): Images => ({ images: [image], problems: [], passedOver: [] });

/** Of a configuration that was put together, not read. */
export const toldImage = ({ config, configId, diffIds }: Inspected): FoundImage => ({
  config: new TextEncoder().encode(JSON.stringify(config)),
  told: configId === undefined ? {} : { id: configId },
  platform: platformOf(config),
  layers: diffIds,
});

/** A name or an id. Throws Unreadable for what can be none. */
export function fitName(reference: string): string {
  const parts = reference.split('/');
  const fits = parts.every((part) => /^[\w[][\w.:@[\]-]*$/.test(part) && !part.includes('..'));
  if (fits && reference.length <= 512) return reference;
  throw new Unreadable(`${JSON.stringify(reference.slice(0, 80))} is no name of an image`);
}
