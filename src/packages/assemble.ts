import { type Distribution, type ImagePackage, isOfDistribution, type LayerFact, type Package } from '../model/index.ts';
import { distributionFiles } from './os/os-release.ts';
import { ownersOf } from './owners.ts';

/** What is known of a layer; undefined: it was not read. */
export type LayerFacts = readonly LayerFact[] | undefined;

export interface AssembledPackages {
  /** By kind, name, version and path. */
  readonly packages: readonly ImagePackage[];
  readonly distribution?: Distribution;
  /** The lowest layer that is of this release, 1-based, and the file that says so. */
  readonly distributionAt?: { readonly layer: number; readonly path: string };
}

/**
 * What is there when a container starts, of what the layers tell, the lowest first. `isThere`: does a path of a layer (its index) outlive the layers above it?
 * What a package of the distribution brings is counted as that package, and not as a package of a language as well; only what is built into its programs is
 * told, with its owner. So is one that somebody else put over a file of a package's: it is nobody's.
 */
export function assemblePackages(layers: readonly LayerFacts[], isThere: (path: string, index: number) => boolean): AssembledPackages {
  const facts = layers.flatMap((layer, index) => (layer ?? []).filter(({ path }) => isThere(path, index)).map((fact) => ({ fact, index })));
  const ownerOf = ownersOf(facts);
  const bringing = bringingLayers(layers);
  const found = new Map<string, ImagePackage>();
  for (const { fact, index } of facts) {
    if (fact.kind !== 'packages') continue;
    for (const each of fact.packages) {
      const layer = bringing(each, fact.path, index) + 1;
      const owner = isOfDistribution(each.kind) ? undefined : ownerOf(fact.path, layer - 1);
      if (owner !== undefined && !isBuiltIn(each)) continue;
      const key = isOfDistribution(each.kind) ? keyOf(each) : `${keyOf(each)} ${fact.path}`;
      if (!found.has(key)) found.set(key, { ...each, layer, path: `/${fact.path}`, ...(owner === undefined ? {} : { owner }) });
    }
  }
  return { packages: [...found.values()].sort(byName), ...distributionOf(facts, layers) };
}

const keyOf = ({ kind, name, version, arch = '' }: Package): string => `${kind} ${name} ${version} ${arch}`;

/** Its version is not told by that of the package which brings the program. */
const isBuiltIn = ({ kind }: Package): boolean => kind === 'golang' || kind === 'cargo';

/**
 * A later layer writes the whole record anew, with every package that was there before: which layer brought this very version? The lowest from which on every
 * record under this path has it.
 */
function bringingLayers(layers: readonly LayerFacts[]): (each: Package, path: string, index: number) => number {
  const records = new Map<string, { readonly index: number; readonly facts: LayerFact[]; keys?: ReadonlySet<string> }[]>();
  layers.forEach((layer, index) => {
    for (const fact of layer ?? []) {
      if (fact.kind !== 'packages') continue;
      const known = records.get(fact.path) ?? [];
      if (known.length === 0) records.set(fact.path, known);
      const last = known.at(-1);
      if (last?.index === index) last.facts.push(fact);
      else known.push({ index, facts: [fact] });
    }
  });
  return (each, path, index) => {
    let first = index;
    for (const record of (records.get(path) ?? []).filter((one) => one.index < index).reverse()) {
      record.keys ??= new Set(record.facts.flatMap((fact) => (fact.kind === 'packages' ? fact.packages.map(keyOf) : [])));
      if (!record.keys.has(keyOf(each))) break;
      first = record.index;
    }
    return first;
  };
}

function distributionOf(
  facts: readonly { readonly fact: LayerFact }[],
  layers: readonly LayerFacts[],
): Pick<AssembledPackages, 'distribution' | 'distributionAt'> {
  const told = new Map(facts.flatMap(({ fact }) => (fact.kind === 'distribution' ? [[fact.path, fact.distribution] as const] : [])));
  const path = distributionFiles.find((file) => told.has(file));
  const distribution = path === undefined ? undefined : told.get(path);
  if (distribution === undefined) return {};
  const { id, version } = distribution;
  const isOfIt = (fact: LayerFact): boolean =>
    fact.kind === 'distribution' && fact.distribution.id === id && fact.distribution.version === version;
  const layer = layers.findIndex((each) => each?.some(isOfIt) === true) + 1;
  return { distribution, distributionAt: { layer, path: `/${path}` } };
}

const byName = (a: ImagePackage, b: ImagePackage): number => {
  const [one, two] = [`${keyOf(a)} ${a.path}`, `${keyOf(b)} ${b.path}`];
  return one < two ? -1 : one > two ? 1 : 0;
};
