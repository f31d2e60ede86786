import type { FoundImage, WrittenImage } from '../../image/index.ts';
import type { ImageContents, PassedOver, Problem } from '../../model/index.ts';
import type { ImageIdentity } from '../../sbom/index.ts';
import { oneLine } from '../../text/printable.ts';
import { imageName, passedOverIn, uniqueImages } from '../archive/listed.ts';
import type { ImageSource, LayerScanner } from '../images/reading.ts';
import { assemble } from './contents.ts';

/** An image that was read, from whatever tells of one. */
export interface Looked {
  readonly image: ImageContents;
  /** "linux/amd64"; "unknown platform". */
  readonly platform: string;
  /** Its configuration and the names of its layers. Absent: a bill of materials tells of it, which knows of packages alone. */
  readonly found?: FoundImage;
  /** What that bill says of the image's name. */
  readonly bill?: { readonly identity: ImageIdentity; readonly name?: string };
}

export interface LookedAt {
  readonly images: readonly Looked[];
  readonly problems: readonly Problem[];
  readonly passedOver: readonly PassedOver[];
}

/** A bill of materials, which stands for an image that is not here. */
export interface BillSource {
  /** "sbom:web.cdx.json" */
  readonly file: string;
  /** Throws Unreadable for what is no bill of materials. */
  tell(): LookedAt;
}

export type ScanSource = ImageSource | BillSource;

/** Every image of a source, read to the end. `written`: the Containerfiles that they may be built by. Throws Unreadable where there is none, or it cannot be had. */
export async function lookAtImages(source: ScanSource, scanner: LayerScanner, written: readonly WrittenImage[] = []): Promise<LookedAt> {
  if ('tell' in source) return source.tell();
  const { file } = source;
  const archive = await source.read(scanner);
  const images = uniqueImages(archive.images);
  const assembled = images.map((found) => ({ found, ...assemble(found, archive, imageName(found, images.length > 1, file), written) }));
  return {
    images: assembled.map(({ image, found }) => ({ image, platform: found.platform, found })),
    problems: [
      ...[...archive.warnings, ...archive.problems].map((message) => ({ file, message: oneLine(message) })),
      ...assembled.flatMap(({ image, problems }) => problems.map((message) => ({ file: image.name, message: oneLine(message) }))),
    ],
    passedOver: passedOverIn(file, archive.passedOver),
  };
}
