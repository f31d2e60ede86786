import type { YamlMap, YamlNode, YamlPair, YamlSeq } from '../node.ts';

/** A place in a tree: a pair of a mapping, or an item of a list. */
export type Spot = { readonly parent: YamlMap; readonly pair: YamlPair } | { readonly parent: YamlSeq; readonly index: number };

/** From the document's root down to a place. Empty: the root itself. */
export interface Way {
  readonly root: YamlNode;
  readonly spots: readonly Spot[];
}

export const nodeAt = ({ root, spots }: Way): YamlNode => {
  const last = spots.at(-1);
  return last === undefined ? root : nodeOf(last);
};

export const nodeOf = (spot: Spot): YamlNode => ('pair' in spot ? spot.pair.value : (spot.parent.items[spot.index] ?? spot.parent));

export const isAlias = (spot: Spot | undefined): boolean =>
  spot !== undefined && ('pair' in spot ? spot.pair.alias !== undefined : spot.parent.aliases?.has(spot.index) === true);

/** One step further: the mapping's own key (not what `<<` brings), the last one of that name. */
export function below(way: Way, key: string): Way | undefined {
  const node = nodeAt(way);
  if (node.kind !== 'map') return undefined;
  const pair = node.pairs.findLast((one) => one.key.text === key);
  return pair === undefined ? undefined : { root: way.root, spots: [...way.spots, { parent: node, pair }] };
}

export const itemBelow = (way: Way, index: number): Way | undefined => {
  const node = nodeAt(way);
  return node.kind === 'seq' && index < node.items.length ? { root: way.root, spots: [...way.spots, { parent: node, index }] } : undefined;
};

/**
 * The way to the pair whose key (or scalar value), or the item whose node, starts at an offset of the text that these documents are.
 * Aliases are not followed: what stands at an offset stands at its anchor.
 */
export function wayTo(documents: readonly YamlNode[], offset: number): Way | undefined {
  const root = documents.findLast((document) => document.start <= offset);
  if (root === undefined) return undefined;
  const spots: Spot[] = [];
  let node: YamlNode = root;
  for (;;) {
    const spot = spotAt(node, offset);
    if (spot === undefined) return undefined;
    spots.push(spot);
    const next = nodeOf(spot);
    // An item that is a mapping starts where its first key starts: the item is meant.
    if ('pair' in spot ? isAt(spot.pair, offset) : next.start === offset) return { root, spots };
    if (isAlias(spot)) return undefined;
    node = next;
  }
}

/** A lone scalar that stands for a list is known by its own place. */
const isAt = ({ key, value, alias }: YamlPair, offset: number): boolean =>
  key.start === offset || (alias === undefined && value.kind === 'scalar' && value.start === offset && value.end > offset);

/** Among siblings that stand in the order of the text, the one that an offset lies in or behind. */
function spotAt(node: YamlNode, offset: number): Spot | undefined {
  if (node.kind === 'map') {
    const index = lastBefore(node.pairs.length, (at) => (node.pairs[at]?.key.start ?? Number.POSITIVE_INFINITY) <= offset);
    const pair = node.pairs[index];
    return pair === undefined ? undefined : { parent: node, pair };
  }
  if (node.kind === 'scalar') return undefined;
  const starts = node.items.map((item, index) => node.aliases?.get(index)?.start ?? item.start);
  const index = lastBefore(starts.length, (at) => (starts[at] ?? Number.POSITIVE_INFINITY) <= offset);
  return index < 0 ? undefined : { parent: node, index };
}

function lastBefore(count: number, isBefore: (index: number) => boolean): number {
  let low = -1;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isBefore(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Does an anchor stand on the way, so that other places of the file may say the same by an alias? Its name. */
export function anchorOn({ root, spots }: Way): string | undefined {
  for (const spot of [...spots].reverse()) {
    const { anchor } = nodeOf(spot);
    if (anchor !== undefined) return anchor;
  }
  return root.anchor;
}
