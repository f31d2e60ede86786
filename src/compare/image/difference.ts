import { weightOfFile } from '../../facts/weights/file.ts';
import { weightOfSecret } from '../../facts/weights/secret.ts';
import type { Distribution, ImageContents, ImageFile, ImageLayer, ImageSecret, Severity } from '../../model/index.ts';
import { comparePackages, type Order, type PackageDifference } from './packages.ts';
import { compareVulnerabilities, type VulnerabilityDifference } from './vulnerabilities.ts';

/** What one image has and another has not. Plain data. */
export interface ImageDifference {
  readonly layers: {
    /** From below: these are the same in both. */
    readonly shared: number;
    readonly base: readonly ImageLayer[];
    readonly head: readonly ImageLayer[];
  };
  /** Bytes of the layers, unpacked. */
  readonly size: { readonly base: number; readonly head: number };
  /** Absent: it is the same one. */
  readonly distribution?: { readonly base?: Distribution; readonly head?: Distribution };
  readonly packages: PackageDifference;
  /** Absent: of one of them vulnerabilities were not looked for. */
  readonly vulnerabilities?: VulnerabilityDifference;
  readonly files: Sides<FileGain>;
  readonly secrets: Sides<SecretGain>;
}

export interface Sides<T> {
  /** What the head has. */
  readonly gained: readonly T[];
  /** What the base had. */
  readonly lost: readonly T[];
}

export interface FileGain {
  readonly file: ImageFile;
  readonly severity: Severity;
}

export interface SecretGain {
  readonly secret: ImageSecret;
  readonly severity: Severity;
}

/** Pure. `order` compares two versions of a kind; undefined: they cannot be. */
export function compareImages(base: ImageContents, head: ImageContents, order: Order): ImageDifference {
  const shared = sharedLayers(base.layers, head.layers);
  const vulnerabilities = compareVulnerabilities(base, head);
  return {
    layers: { shared, base: base.layers.slice(shared), head: head.layers.slice(shared) },
    size: { base: sizeOf(base), head: sizeOf(head) },
    ...otherDistribution(base.distribution, head.distribution),
    packages: comparePackages(base.packages, head.packages, order),
    ...(vulnerabilities === undefined ? {} : { vulnerabilities }),
    files: sides(weighedFiles(base), weighedFiles(head), fileKey),
    secrets: sides(weighedSecrets(base), weighedSecrets(head), secretKey),
  };
}

function sharedLayers(base: readonly ImageLayer[], head: readonly ImageLayer[]): number {
  const other = base.findIndex(({ digest }, at) => head[at]?.digest !== digest);
  return other < 0 ? base.length : other;
}

const sizeOf = ({ layers }: ImageContents): number => layers.reduce((sum, { bytes }) => sum + bytes, 0);

function otherDistribution(base: Distribution | undefined, head: Distribution | undefined): Pick<ImageDifference, 'distribution'> {
  if (base?.id === head?.id && base?.version === head?.version && base?.name === head?.name) return {};
  return { distribution: { ...(base === undefined ? {} : { base }), ...(head === undefined ? {} : { head }) } };
}

/** What one side has and the other has not, each once. */
function sides<T>(base: readonly T[], head: readonly T[], keyOf: (each: T) => string): Sides<T> {
  const [before, after] = [byKey(base, keyOf), byKey(head, keyOf)];
  return {
    gained: [...after].flatMap(([key, each]) => (before.has(key) ? [] : [each])),
    lost: [...before].flatMap(([key, each]) => (after.has(key) ? [] : [each])),
  };
}

/** The first of each. */
function byKey<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const each of all) if (!found.has(keyOf(each))) found.set(keyOf(each), each);
  return found;
}

/** As the controls weigh them; what they do not tell is not told here. */
const weighedFiles = ({ files }: ImageContents): readonly FileGain[] =>
  files.flatMap((file) => {
    const severity = weightOfFile(file);
    return severity === undefined ? [] : [{ file, severity }];
  });

const weighedSecrets = ({ secrets }: ImageContents): readonly SecretGain[] =>
  secrets.map((secret) => ({ secret, severity: weightOfSecret(secret) }));

/** What weighs more than it did is another one: the same program, which now is root's. */
const fileKey = ({ file: { what, path, capabilities = [] }, severity }: FileGain): string =>
  JSON.stringify([what, path, severity, [...capabilities].sort()]);

/** The layer is not part of it: a build that only moved a step brings the same secret. */
const secretKey = ({ secret: { what, at }, severity }: SecretGain): string =>
  JSON.stringify('path' in at ? [what, severity, at.path, at.later?.how ?? ''] : [what, severity, at.where, at.name]);
