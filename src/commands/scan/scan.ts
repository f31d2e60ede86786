import { imageControls } from '../../controls/image-index.ts';
import { sha256 } from '../../host/digest.ts';
import type { FoundImage } from '../../image/index.ts';
import { type JudgedContainer, type Report, type ScannedImage, Unreadable } from '../../model/index.ts';
import { scannedImage } from '../../reports/image/scanned.ts';
import { imageFinding } from '../../reports/image-finding.ts';
import { oneLine } from '../../text/printable.ts';
import { collect } from '../check/collect.ts';
import type { Examined } from '../check/examine/examine.ts';
import { toolVersion } from '../version.ts';
import { assemble } from './contents.ts';
import type { ImageSource, ImagesRead } from './reading.ts';
import { layerScanner } from './scanner.ts';

/** Sources → every layer of every image → report. What cannot be read is a problem of one line, and the rest is still searched. */
export async function scan(sources: readonly ImageSource[], all: boolean): Promise<Report> {
  const results: Scanned[] = [];
  for (const source of sources) results.push(await examined(source, all));
  const report = collect(
    results,
    { name: 'bulkhead', version: toolVersion },
    sources.map(({ file }) => file),
  );
  return { ...report, images: [...new Map(results.flatMap(({ images }) => images).map((image) => [image.id, image])).values()] };
}

interface Scanned extends Examined {
  readonly images: readonly ScannedImage[];
}

async function examined({ file, read }: ImageSource, all: boolean): Promise<Scanned> {
  try {
    return reported(await read(layerScanner()), file, all);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ...nothing, problems: [{ file, message: `not read: ${oneLine(error.message)}` }] };
  }
}

const nothing: Scanned = { containers: [], findings: [], problems: [], passedOver: [], held: {}, alsoRead: [], images: [] };

function reported(archive: ImagesRead, file: string, all: boolean): Scanned {
  // Two names for one image are searched once.
  const images = [...new Map(archive.images.map((image) => [sha256(image.config), image])).values()];
  const assembled = images.map((image) => assemble(image, archive, nameOf(image, images.length > 1, file)));
  const judged = assembled.flatMap(({ image }) =>
    imageControls.flatMap((control) => control.judge(image).map((verdict) => imageFinding(control, verdict, image))),
  );
  return {
    ...nothing,
    containers: assembled.map(({ image }): JudgedContainer => {
      const { name } = image;
      return { id: name, name, kind: 'image', surface: 'image', engine: 'none', file: name, line: 1 };
    }),
    findings: judged.filter(({ outcome }) => all || outcome === 'broken' || outcome === 'unknown'),
    problems: [
      ...[...archive.warnings, ...archive.problems].map((message) => ({ file, message: oneLine(message) })),
      ...assembled.flatMap(({ image, problems }) => problems.map((message) => ({ file: image.name, message: oneLine(message) }))),
    ],
    passedOver: [...new Set(archive.passedOver)].map((reason) => ({
      file: `${file} (${reason.split(' is ', 1)[0]})`,
      reason: oneLine(reason),
    })),
    held: Object.fromEntries(
      assembled.map(({ image: { name } }) => [name, judged.filter((one) => one.container === name && one.outcome === 'held').length]),
    ),
    images: assembled.map(({ image }, at) =>
      scannedImage(
        image,
        images[at]?.platform ?? '',
        judged.filter(({ container }) => container === image.name),
      ),
    ),
  };
}

function nameOf({ tag, platform }: FoundImage, several: boolean, file: string): string {
  const which = [tag, platform].filter((word) => word !== undefined).join(', ');
  return several ? `${file} (${oneLine(which)})` : file;
}
