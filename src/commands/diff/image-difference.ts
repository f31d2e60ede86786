import type { ConfigurationChange, ImageDifference } from '../../compare/index.ts';
import type { ImageLayer, ImagePackage, ImageSecret } from '../../model/index.ts';
import type { DiffImage, DiffItem, DiffLayer, DiffPackage, DiffVulnerability } from '../../reports/diff/image/shape.ts';
import { maskSecrets } from '../../text/secrets.ts';

/** As the report prints it: plain data, its keys in order. `isWhole`: of both more than the packages is known. */
export function differenceAs(difference: ImageDifference, configuration: readonly ConfigurationChange[], isWhole: boolean): DiffImage {
  const { size, layers, distribution, packages, vulnerabilities, secrets, files } = difference;
  return {
    size: { base: size.base, head: size.head },
    layers: { shared: layers.shared, base: layersAs(layers.base, layers.shared), head: layersAs(layers.head, layers.shared) },
    ...(distribution === undefined
      ? {}
      : {
          distribution: {
            ...(distribution.base === undefined ? {} : { base: distribution.base.name }),
            ...(distribution.head === undefined ? {} : { head: distribution.head.name }),
          },
        }),
    configuration: configuration.map(({ what, base, head }) => ({
      what,
      ...(base === undefined ? {} : { base: maskSecrets(base) }),
      ...(head === undefined ? {} : { head: maskSecrets(head) }),
    })),
    packages: {
      added: packages.added.map(packageAs),
      removed: packages.removed.map(packageAs),
      changed: packages.changed.map(({ base, head, to }) => ({
        ...{ kind: head.kind, name: head.name },
        ...(head.arch === undefined ? {} : { arch: head.arch }),
        ...{ base: base.version, head: head.version, to },
      })),
    },
    ...(vulnerabilities === undefined
      ? {}
      : { vulnerabilities: { gained: vulnerabilities.gained.map(vulnerabilityAs), lost: vulnerabilities.lost.map(vulnerabilityAs) } }),
    ...(isWhole
      ? {
          secrets: { gained: secrets.gained.map(secretAs), lost: secrets.lost.map(secretAs) },
          files: { gained: files.gained.map(fileAs), lost: files.lost.map(fileAs) },
        }
      : {}),
  };
}

const layersAs = (layers: readonly ImageLayer[], shared: number): readonly DiffLayer[] =>
  layers.map(({ digest, bytes, instruction }, at) => ({
    ...{ number: shared + at + 1, digest, bytes },
    ...(instruction === undefined ? {} : { instruction }),
  }));

const packageAs = ({ kind, name, version, arch }: ImagePackage): DiffPackage => ({
  ...{ kind, name, version },
  ...(arch === undefined ? {} : { arch }),
});

/** Of the source, as `scan` counts; what was built from it beside. */
const vulnerabilityAs = ({ vulnerability, name, version, built, severity }: WeighedVulnerability): DiffVulnerability => ({
  ...{ id: vulnerability.id, package: { kind: vulnerability.package.kind, name, version }, state: vulnerability.state },
  ...(built.length === 0 ? {} : { built }),
  ...(vulnerability.fixed === undefined ? {} : { fixed: vulnerability.fixed }),
  severity,
});

type WeighedVulnerability = NonNullable<ImageDifference['vulnerabilities']>['gained'][number];

const secretAs = ({ secret, severity }: ImageDifference['secrets']['gained'][number]): DiffItem => ({
  what: secret.what,
  at: placeOf(secret),
  severity,
});

function placeOf({ at }: ImageSecret): string {
  if (!('path' in at)) return `${at.where}${at.name === '' ? '' : ` ${at.name}`}`;
  const later = at.later === undefined ? '' : ` (${at.later.how} by a later layer, and in the image all the same)`;
  return `${at.path}${at.line === undefined ? '' : `:${at.line}`}${later}`;
}

const fileAs = ({ file, severity }: ImageDifference['files']['gained'][number]): DiffItem => ({
  what: file.capabilities === undefined ? file.what : `${file.what} ${file.capabilities.join(', ')}`,
  at: file.path,
  severity,
});
