import type { ImagePackage, KnownAdvisories, ScannedImage, ScannedLayer, Vulnerability } from '../../model/index.ts';

/** An image as docs/report.schema.json describes it, its keys always in one order. */
export const imageJson = ({ id, name, platform, size, distribution, layers, packages, advisories }: ScannedImage) => ({
  id,
  name,
  platform,
  size,
  distribution:
    distribution === undefined
      ? undefined
      : {
          id: distribution.id,
          version: distribution.version,
          codename: distribution.codename,
          name: distribution.name,
          like: distribution.like,
        },
  layers: layers.map(layerJson),
  packages: packages.map(packageJson),
  advisories: advisories === undefined ? undefined : advisoriesJson(advisories),
});

const advisoriesJson = ({ newest, count, lacking }: KnownAdvisories) => ({
  newest,
  count,
  lacking: lacking?.map(({ ecosystem, kind, packages }) => ({ ecosystem, kind, packages })),
});

const layerJson = ({ digest, bytes, entries, instruction, containerfile, base, findings }: ScannedLayer, at: number) => ({
  number: at + 1,
  digest,
  bytes,
  entries,
  instruction,
  containerfile: containerfile === undefined ? undefined : { file: containerfile.file, line: containerfile.line },
  base,
  findings,
});

const packageJson = ({ kind, name, version, arch, source, size, license, inside, layer, path, owner }: ImagePackage) => ({
  kind,
  name,
  version,
  arch,
  source: source === undefined ? undefined : { name: source.name, version: source.version },
  size,
  license,
  inside,
  layer,
  path,
  owner,
});

/** The package is named as it is in the list of the image. */
export const vulnerabilityJson = ({
  id,
  aliases,
  state,
  fixed,
  severity,
  score,
  vector,
  summary,
  source,
  url,
  vex,
  ...rest
}: Vulnerability) => ({
  id,
  aliases,
  package: {
    kind: rest.package.kind,
    name: rest.package.name,
    version: rest.package.version,
    layer: rest.package.layer,
    path: rest.package.path,
  },
  state,
  fixed,
  severity,
  score,
  vector,
  summary,
  source,
  url,
  vex: vex === undefined ? undefined : { because: vex.because, document: vex.document },
});
