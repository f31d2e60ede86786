import { type Severity, severities } from '../../../model/index.ts';
import { bytesText } from '../../image/bytes.ts';
import { count, list, listWithin } from '../../text/words.ts';
import type { DiffImage, DiffItem, DiffLayer, DiffPackage, DiffSides, DiffVersion, DiffVulnerability } from './shape.ts';

/** A part of the report on two images: what it is about, the whole of it in few words, then each. */
export interface ImagePart {
  readonly title: string;
  readonly short: string;
  readonly rows: readonly ImageRow[];
  /** How many rows were left out. */
  readonly left: number;
}

export interface ImageRow {
  readonly mark: string;
  /** Of what is gained. */
  readonly severity?: Severity;
  readonly text: string;
}

/** So many are told of each kind unless all are asked for. */
const few = 20;

/** What differs, the weightiest first; a part in which nothing does is left out. */
export function imageParts(image: DiffImage, details: boolean): readonly ImagePart[] {
  const { vulnerabilities, secrets, files, configuration, packages, layers, distribution } = image;
  const parts: (Omit<ImagePart, 'left'> | undefined)[] = [
    vulnerabilities === undefined
      ? { title: 'vulnerabilities', short: 'not compared: no advisories are here (bulkhead db update)', rows: [] }
      : gains('vulnerabilities', vulnerabilities, vulnerabilityText),
    secrets === undefined
      ? { title: 'secrets, files, configuration', short: 'not compared: a bill of materials has none', rows: [] }
      : gains('secrets', secrets, itemText),
    files === undefined ? undefined : gains('files', files, itemText),
    distribution === undefined
      ? undefined
      : { title: 'distribution', short: `${distribution.base ?? 'none'} → ${distribution.head ?? 'none'}`, rows: [] },
    {
      title: 'configuration',
      short: list(configuration.map(({ what }) => what)),
      rows: configuration.map(({ what, base, head }) => ({ mark: '~', text: `${what}: ${base ?? 'none'} → ${head ?? 'none'}` })),
    },
    {
      title: 'packages',
      short: counted([
        [packages.added.length, 'added'],
        [packages.removed.length, 'removed'],
        [packages.changed.length, 'in another version'],
      ]),
      rows: [
        ...packages.changed.map((one) => ({ mark: '~', text: versionText(one) })),
        ...packages.added.map((one) => ({ mark: '+', text: packageText(one) })),
        ...packages.removed.map((one) => ({ mark: '-', text: packageText(one) })),
      ],
    },
    {
      title: 'layers',
      short: layersText(image),
      rows: [
        ...layers.head.map((layer) => ({ mark: '+', text: layerText(layer) })),
        ...layers.base.map((layer) => ({ mark: '-', text: layerText(layer) })),
      ],
    },
  ];
  return parts.flatMap((part) => {
    if (part === undefined || part.short === '') return [];
    const rows = details ? part.rows : part.rows.slice(0, few);
    return [{ ...part, rows, left: part.rows.length - rows.length }];
  });
}

function gains<T extends { readonly severity: Severity }>(
  title: string,
  { gained, lost }: DiffSides<T>,
  text: (each: T) => string,
): Omit<ImagePart, 'left'> {
  const worst = severities.filter((severity) => gained.some((each) => each.severity === severity)).reverse();
  const by = list(worst.map((severity) => `${gained.filter((each) => each.severity === severity).length} ${severity}`));
  return {
    title,
    short: counted([
      [gained.length, `gained${by === '' ? '' : ` (${by})`}`],
      [lost.length, 'lost'],
    ]),
    rows: [
      ...gained.map((each) => ({ mark: '+', severity: each.severity, text: text(each) })),
      ...lost.map((each) => ({ mark: '-', text: text(each) })),
    ],
  };
}

const counted = (parts: readonly (readonly [number: number, what: string])[]): string =>
  parts.flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`])).join(', ');

const packageText = ({ kind, name, version, arch }: DiffPackage): string =>
  `${kind} ${name} ${version}${arch === undefined ? '' : ` (${arch})`}`;

const versionText = ({ kind, name, base, head, to }: DiffVersion): string =>
  `${kind} ${name} ${base} → ${head}${to === 'older' ? ' (older)' : to === 'other' ? ' (which is newer cannot be told)' : ''}`;

function vulnerabilityText({ id, package: { name, version }, state, built = [], fixed }: DiffVulnerability): string {
  const standing = {
    affected: 'no fix yet',
    fixed: 'fixed',
    'will-not-fix': 'will not be fixed',
    'end-of-life': 'end of life',
    'not-affected': 'not affected',
    unknown: 'the versions cannot be compared',
  }[state];
  const of = built.length === 0 ? '' : ` (${listWithin(built, 40)})`;
  return `${id} of ${name} ${version}${of}: ${fixed === undefined ? standing : `fixed in ${fixed}`}`;
}

const itemText = ({ what, at }: DiffItem): string => `${at}: ${what}`;

function layersText({ layers: { shared, base, head }, size }: DiffImage): string {
  if (base.length + head.length === 0) return '';
  const sizes = size.base === size.head ? bytesText(size.head) : `${bytesText(size.base)} → ${bytesText(size.head)}`;
  return `${count(shared, 'layer')} shared, ${base.length} → ${head.length} of their own; ${sizes}`;
}

const layerText = ({ number, bytes, instruction }: DiffLayer): string =>
  `layer ${number}, ${bytesText(bytes)}: ${instruction ?? 'the history does not tell what made it'}`;

/** "vulnerabilities: 2 gained (1 high), 3 lost; packages: 4 in another version". `privileges`: what its configuration gains, in words. */
export function imageHeadline(image: DiffImage, privileges: string): string {
  const parts = imageParts(image, false)
    .filter(({ title, short }) => !['layers', 'configuration'].includes(title) && !short.startsWith('not compared'))
    .map(({ title, short }) => `${title}: ${short}`);
  const all = [...(privileges === '' ? [] : [privileges]), ...parts];
  if (all.length > 0) return all.join('; ');
  return image.vulnerabilities === undefined ? 'nothing that was compared is another' : 'nothing that counts is another';
}
