import type { Origin, Source } from '../../model/index.ts';

export type YamlNode = YamlScalar | YamlMap | YamlSeq;

interface Base {
  readonly source: Source;
  readonly start: number;
  end: number;
  readonly tag?: string | undefined;
}

export interface YamlScalar extends Base {
  readonly kind: 'scalar';
  readonly text: string;
  readonly style: 'plain' | 'quoted' | 'block';
}

export interface YamlPair {
  readonly key: YamlScalar;
  readonly value: YamlNode;
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
  if (map.entries !== undefined) return map.entries;
  // Bases first, and without recursion: a chain of merges can be as long as the file. It cannot come back to itself.
  const open = [map];
  for (let current = open.at(-1); current !== undefined; current = open.at(-1)) {
    const waiting = current.entries === undefined ? basesOf(current).filter((base) => base.entries === undefined) : [];
    if (waiting.length > 0) open.push(...waiting);
    else {
      current.entries ??= combined(current);
      open.pop();
    }
  }
  return map.entries ?? new Map();
}

function combined(map: YamlMap): ReadonlyMap<string, YamlPair> {
  const entries = new Map<string, YamlPair>();
  for (const pair of map.pairs) if (!isMerge(pair)) entries.set(pair.key.text, pair);
  for (const base of basesOf(map)) {
    for (const [key, inherited] of base.entries ?? []) if (!entries.has(key)) entries.set(key, inherited);
  }
  return entries;
}

const basesOf = (map: YamlMap): YamlMap[] =>
  map.pairs
    .filter(isMerge)
    .flatMap((pair) => (pair.value.kind === 'seq' ? pair.value.items : [pair.value]))
    .filter((base) => base.kind === 'map');

const isMerge = (pair: YamlPair): boolean => pair.key.text === '<<' && pair.key.style === 'plain';

/** The value under a key, merges included. */
export const get = (node: YamlNode | undefined, key: string): YamlNode | undefined =>
  node?.kind === 'map' ? entriesOf(node).get(key)?.value : undefined;

export const getPair = (node: YamlNode | undefined, key: string): YamlPair | undefined =>
  node?.kind === 'map' ? entriesOf(node).get(key) : undefined;

export const pairsOf = (node: YamlNode | undefined): readonly YamlPair[] => (node?.kind === 'map' ? [...entriesOf(node).values()] : []);

export const itemsOf = (node: YamlNode | undefined): readonly YamlNode[] => (node?.kind === 'seq' ? node.items : []);
