import { type Distribution, type ImageLayer, type ImagePackage, isPackageKind } from '../model/index.ts';
import { type Purl, parsePurl } from '../packages/purl.ts';
import type { BillRead } from './bill.ts';
import { distributionIn } from './distribution.ts';
import { type Beside, packageOf } from './entry.ts';
import { tally } from './passed.ts';

/** A component or package of a bill of materials, in whatever form. */
export interface Item {
  /** Ways in which the file names it. */
  readonly names: readonly string[];
  readonly purl?: string;
  readonly beside: Beside;
  /** Of the layer that it is in. */
  readonly layer?: string;
  readonly license?: string;
}

export interface Collector {
  /** To be asked before each: so many were met that the rest is not read, which becomes a problem. */
  isFull(): boolean;
  /** The package that it is, if it is one. */
  add(item: Item): ImagePackage | undefined;
  /** The distribution that the URLs of the packages name. */
  distribution(): Distribution | undefined;
  done(): Pick<BillRead, 'packages' | 'problems' | 'passedOver'>;
}

/** Longer lists are no image that anybody runs. */
const most = 500_000;

/** Components → packages; what is none is counted by its reason. */
export function collector(layers: readonly ImageLayer[]): Collector {
  const packages: ImagePackage[] = [];
  let met = 0;
  const [problems, passed] = [tally(), tally()];
  const numbers = new Map(layers.map(({ digest }, at) => [digest, at + 1]));
  const distributions = new Map<string, { count: number; distribution: Distribution }>();
  return {
    isFull: () => ++met > most,
    add({ names, purl: text, beside, layer, license }) {
      const purl = text === undefined ? undefined : parsePurl(text);
      const name = names[0] ?? text ?? '';
      if (text !== undefined && purl === undefined && !beside.has('kind'))
        problems.add('with a package URL that cannot be read: not judged', name);
      else {
        const read = packageOf(purl, beside, names);
        if ('lacks' in read) (isMeant(purl) ? problems : passed).add(read.lacks, name);
        else {
          count(purl);
          const number = read.layer === 0 && layer !== undefined ? (numbers.get(layer) ?? 0) : read.layer;
          const found = { ...read, layer: number, ...(license === undefined ? {} : { license }) };
          packages.push(found);
          return found;
        }
      }
      return undefined;
    },
    distribution: () => [...distributions.values()].sort((a, b) => b.count - a.count)[0]?.distribution,
    done: () => ({
      packages,
      problems: [
        ...(met > most ? [`it has more than ${most} components: the rest was not read`] : []),
        ...problems.lines(['component', 'components']),
      ],
      passedOver: passed.lines(['component', 'components']),
    }),
  };

  function count(purl: Purl | undefined): void {
    const distribution = purl === undefined ? undefined : distributionIn(purl);
    if (distribution === undefined) return;
    const known = distributions.get(distribution.name) ?? { count: 0, distribution };
    known.count++;
    distributions.set(distribution.name, known);
  }
}

/** A package of a kind that is known, and yet none: not judging it is worth a word. */
const isMeant = (purl: Purl | undefined): boolean => purl !== undefined && isPackageKind(purl.type);
