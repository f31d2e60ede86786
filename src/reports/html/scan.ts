import type { Measure, PackageKind, Report, ScannedImage, Severity } from '../../model/index.ts';
import type { PageData, PageImage, PageLayer } from '../../web/data.ts';
import { bytesText } from '../image/bytes.ts';
import { byKind } from '../image/counts.ts';
import { cleaned } from '../text/clean.ts';
import { count } from '../text/words.ts';
import { checkPage } from './check.ts';

/** What `scan` found, for the page: as that of a check, and each image layer by layer. */
export function scanPage(report: Report, measures: readonly Measure[], failOn: Severity | undefined): PageData {
  const page = checkPage(report, measures, failOn);
  const places = new Map(page.containers.map(({ id }, at) => [id, at]));
  const images = cleaned(report.images ?? []);
  return {
    ...page,
    kind: 'scan',
    title: count(images.length, 'image'),
    images: images.map((image) => imageOf(image, places.get(image.id) ?? 0)),
  };
}

function imageOf(image: ScannedImage, container: number): PageImage {
  const kinds = [...new Set(image.packages.map(({ kind }) => kind))];
  return {
    container,
    facts: factsOf(image),
    layers: image.layers.map(layerOf),
    kinds,
    packages: image.layers.map((_, at) => packagesOf(image, at + 1, kinds)),
  };
}

function factsOf({ platform, distribution, size, layers, packages, advisories }: ScannedImage): PageImage['facts'] {
  return [
    ['platform', platform],
    ['distribution', distribution?.name ?? 'none that says its name'],
    ['size', `${bytesText(size)} in ${count(layers.length, 'layer')}`],
    ['packages', packages.length === 0 ? 'none that a record tells of' : `${packages.length.toLocaleString('en')} (${byKind(packages)})`],
    ['advisories', advisories === undefined ? 'none are here: vulnerabilities were not looked for' : `up to ${advisories.newest}`],
  ];
}

const layerOf = ({ digest, bytes, entries, instruction, containerfile, base }: ScannedImage['layers'][number]): PageLayer => ({
  digest,
  bytes,
  size: bytesText(bytes),
  files: entries,
  ...(instruction === undefined ? {} : { instruction }),
  ...(containerfile === undefined ? {} : { place: { file: containerfile.file, line: containerfile.line } }),
  ...(base === true ? { base } : {}),
});

/** A name and its version, and the place of its kind: one string for each, so that thousands stay small. The same in several folders is told once. */
function packagesOf({ packages }: ScannedImage, layer: number, kinds: readonly PackageKind[]): readonly string[] {
  const own = packages.filter((each) => each.layer === layer);
  return [...new Set(own.map(({ kind, name, version }) => `${kinds.indexOf(kind)} ${name} ${version}`))].sort((one, other) =>
    one < other ? -1 : 1,
  );
}
