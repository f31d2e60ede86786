import type { FilePart } from '../../host/file-part.ts';
import type { Images, LayerContents } from '../../image/index.ts';

/** A layer that went by, or why it did not to its end. */
export type LayerRead = WholeLayer | { readonly problem: string };

/** Digests in lower-case hexadecimal digits. */
export interface WholeLayer {
  /** Of the bytes as they came. Absent: it was remembered by its digest unpacked, and none were read. */
  readonly packed?: string;
  /** Of the layer unpacked. */
  readonly plain: string;
  /** Unpacked. */
  readonly bytes: number;
  readonly contents: LayerContents;
  /** An instruction on one line, fit to print: without the secrets that are in the layer, or that show by their shape. */
  said(instruction: string): string;
}

/** Undefined: it is missing, or was not read to its end. */
export const contentsRead = (read: LayerRead | undefined): LayerContents | undefined =>
  read === undefined || 'problem' in read ? undefined : read.contents;

/** The bytes of a layer: as they come, or a part of a file, which a thread of its own may read. */
export type LayerBytes = AsyncIterable<Uint8Array> | FilePart;

/** Reads layers, or remembers them. What is read goes by readLayers (layers.ts). */
export interface LayerScanner {
  /**
   * What was remembered of a layer by its digest unpacked ("sha256:…"); undefined: its bytes must be read. `instructions`: which may be asked of what
   * is answered (`said`).
   */
  known(diffId: string, instructions: readonly string[]): LayerRead | undefined;
  /**
   * One pass over the bytes of a layer, packed or not; reads all of them whatever they are. Several may be asked for at once. `instructions`: which may be
   * asked of it in a later run, as far as they are known. Absent: it is not to be remembered.
   */
  read(content: LayerBytes, instructions?: readonly string[]): Promise<LayerRead>;
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
