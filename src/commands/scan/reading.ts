import type { Unpacked } from '../../host/unpack.ts';
import type { Images, LayerContents } from '../../image/index.ts';

/** A layer that went by, or why it did not to its end. */
export type LayerRead = (Unpacked & { readonly contents: LayerContents }) | { readonly problem: string };

/** Reads layers, or remembers them. */
export interface LayerScanner {
  /** What was remembered of a layer by its digest unpacked ("sha256:…"); undefined: its bytes must be read. */
  known(diffId: string): LayerRead | undefined;
  /** One pass over the bytes of a layer, packed or not; reads all of them whatever they are. */
  read(content: AsyncIterable<Uint8Array>): Promise<LayerRead>;
}

/** Images wherever they lie, and each of their layers, read once. */
export interface ImagesRead extends Images {
  /** One line each: what is wrong with the whole. */
  readonly warnings: readonly string[];
  /** By its name in Images. Undefined: it is missing. */
  layer(name: string): LayerRead | undefined;
}

/** Somewhere that images lie. Throws Unreadable for what is no image, or cannot be had. */
export interface ImageSource {
  /** What reports call it: "archive:web.tar", "image:web:1". */
  readonly file: string;
  read(scanner: LayerScanner): Promise<ImagesRead>;
}
