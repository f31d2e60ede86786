import { isBuildPackage } from '../../facts/programs/build-tools.ts';
import {
  broken,
  byLayer,
  held,
  type ImageContents,
  type ImageControl,
  type ImageFile,
  type ImagePackage,
  type ImageVerdict,
  inLayer,
  isOfDistribution,
  someOf,
} from '../../model/index.ts';

export const buildToolsInImage: ImageControl = {
  id: 'build-tools-in-image',
  group: 'image',
  title: 'The image has no compiler, and nothing else that only its build needed',
  stops: 'An intruder finds no compiler to build his tools with, and what nobody runs brings no holes into the image.',
  why: 'What a build needs stays in the image when it is built in one stage: compilers, headers, version control. It is often most of the bytes that are stored, pulled and scanned for holes, and it serves an intruder only. Build in a stage of its own and copy the result: FROM debian AS build … then FROM a small image and COPY --from=build. Where a compiler is only needed while packages are installed, remove it in the same RUN: a later one hides it and frees nothing. An image that others build with is meant to have them.',
  severity: 'low',
  gain: 'privileges',
  level: 'recommended',
  references: { cisDocker: ['4.3'], nist800190: ['4.1.2', '4.5.1'] },
  steps: ['build in a stage of its own: FROM … AS build, then FROM a small image and COPY --from=build what runs'],
  judge(image) {
    const tools = [...image.files.filter(({ what }) => what === 'build-tool'), ...image.packages.filter(isBuildTool)];
    const verdicts = byLayer(tools).map(([layer, group]) => verdictOn(layer, group, image));
    return verdicts.length === 0 ? [held('it has no compiler and no other tool of a build')] : verdicts;
  },
};

const isBuildTool = ({ kind, name }: ImagePackage): boolean => isOfDistribution(kind) && isBuildPackage(name);

function verdictOn(layer: number, group: readonly (ImageFile | ImagePackage)[], image: ImageContents): ImageVerdict {
  const files = group.flatMap((each) => ('what' in each ? [each] : []));
  const packages = group.flatMap((each) => ('what' in each ? [] : [each]));
  const said = [
    ...(files.length === 0 ? [] : [someOf([...new Set(files.map(({ path }) => path))].sort(), 5)]),
    ...(packages.length === 0 ? [] : [`the package${packages.length === 1 ? '' : 's'} ${someOf(largest(packages), 5)}`]),
  ];
  const [first] = group;
  const base = image.layers[layer - 1]?.base === true;
  return {
    ...broken(`${said.join('; ')} of layer ${layer} ${group.length === 1 ? 'serves' : 'serve'} builds alone${costOf(files, packages)}`),
    inLayer: inLayer(image, layer, first?.path ?? ''),
    ...(base
      ? { steps: ['FROM an image without them (its slim or runtime variant) for the last stage, and COPY --from=build what runs'] }
      : {}),
  };
}

const largest = (packages: readonly ImagePackage[]): string[] =>
  [...packages].sort((one, other) => (other.size ?? 0) - (one.size ?? 0)).map(({ name }) => name);

/** As the packages say it, where there are any: their files are then among them. A tool's own folder is not counted, so it is the least. */
function costOf(files: readonly ImageFile[], packages: readonly ImagePackage[]): string {
  const ofPackages = packages.reduce((sum, { size = 0 }) => sum + size, 0);
  const ofFiles = files.reduce((sum, { size }) => sum + size, 0);
  const bytes = Math.max(ofPackages, ofFiles);
  return bytes < 512 * 1024 ? '' : `: at least ${Math.round(bytes / 1048576)} MiB`;
}
