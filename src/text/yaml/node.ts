import type { Origin, Source } from '../../model/index.ts';

export type YamlNode = YamlScalar | YamlMap | YamlSeq;

interface Base {
  readonly source: Source;
  readonly start: number;
  end: number;
  readonly tag?: string | undefined;
  /** The name behind its `&`. */
  readonly anchor?: string | undefined;
}

/** A half-open range of offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface YamlScalar extends Base {
  readonly kind: 'scalar';
  readonly text: string;
  readonly style: 'plain' | 'quoted' | 'block';
}

export interface YamlPair {
  readonly key: YamlScalar;
  readonly value: YamlNode;
  /** Where `*name` stands, if the value is another place's. */
  readonly alias?: Range | undefined;
}

export interface YamlMap extends Base {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly pairs: YamlPair[];
  /** Filled by entriesOf on first use. */
  entries?: ReadonlyMap<string, YamlPair>;
}

export interface YamlSeq extends Base {
  readonly kind: 'seq';
  readonly flow: boolean;
  readonly items: YamlNode[];
  /** Where `*name` stands, by the index of the item. */
  aliases?: Map<number, Range>;
}

export const originOf = (node: { source: Source; start: number; end: number }): Origin => ({
  source: node.source,
  start: node.start,
  end: node.end,
});

/** Key and value as one range: what a reader would call "the line that sets it". */
export const originOfPair = (pair: YamlPair): Origin => ({
  source: pair.key.source,
  start: pair.key.start,
  end: pair.value.source === pair.key.source && pair.value.end >= pair.key.end ? pair.value.end : pair.key.end,
});

/**
 * The pairs of a mapping by key, merge keys (`<<`) resolved: the mapping's own keys win, then earlier merges.
 * Every pair keeps the place where it was written.
 */
export function entriesOf(map: YamlMap): ReadonlyMap<string, YamlPair> {
  map.entries ??= combined(map);
  return map.entries;
}

/**
 * Own keys, then each base with its own bases: the first one found counts. No recursion, and nothing is kept of the bases
 * on the way: a chain of merges can be as long as the file, and each link of it as wide.
 */
function combined(map: YamlMap): ReadonlyMap<string, YamlPair> {
  if (!map.pairs.some(isMerge)) return new Map(map.pairs.map((pair) => [pair.key.text, pair]));
  const entries = new Map<string, YamlPair>();
  const seen = new Set<YamlNode>();
  const open: YamlNode[] = [map];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind !== 'map' || seen.has(node)) continue;
    seen.add(node);
    // Of two like keys in one mapping the last one counts, and both come before what is merged in.
    const own = node.entries ?? new Map(node.pairs.filter((pair) => !isMerge(pair)).map((pair) => [pair.key.text, pair]));
    for (const [key, pair] of own) if (!entries.has(key)) entries.set(key, pair);
    if (node.entries === undefined) for (const base of basesOf(node).reverse()) open.push(base);
  }
  return entries;
}

const basesOf = (map: YamlMap): YamlNode[] =>
  map.pairs.filter(isMerge).flatMap((pair) => (pair.value.kind === 'seq' ? pair.value.items : [pair.value]));

const isMerge = (pair: YamlPair): boolean => pair.key.text === '<<' && pair.key.style === 'plain';

/** The value under a key, merges included. */
export const get = (node: YamlNode | undefined, key: string): YamlNode | undefined =>
  node?.kind === 'map' ? entriesOf(node).get(key)?.value : undefined;

export const getPair = (node: YamlNode | undefined, key: string): YamlPair | undefined =>
  node?.kind === 'map' ? entriesOf(node).get(key) : undefined;

export const pairsOf = (node: YamlNode | undefined): readonly YamlPair[] => (node?.kind === 'map' ? [...entriesOf(node).values()] : []);

export const itemsOf = (node: YamlNode | undefined): readonly YamlNode[] => (node?.kind === 'seq' ? node.items : []);
