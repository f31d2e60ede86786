import { layersOf } from './layers.ts';
import type { Lanes, Link } from './link.ts';
import { orderOf } from './order.ts';

export interface Sizes {
  readonly nodeWidth: number;
  readonly nodeHeight: number;
  readonly across: number;
  readonly between: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The left upper corner of each node. */
  readonly nodes: ReadonlyMap<string, Point>;
  /** In the order of the links: from the right side of one node to the left side of the other, past those in between. */
  readonly paths: readonly (readonly Point[])[];
  readonly columns: number;
}

/** How many columns the nodes stand in. */
export const columnsOf = (nodes: readonly string[], links: readonly Link[], isEnd: (node: string) => boolean): number =>
  1 + Math.max(0, ...layersOf(nodes, links, isEnd).values());

/**
 * A drawing from left to right: columns by the longest path, rows so that links cross little, and long links led between the nodes that they pass.
 * `nodes` in the order in which they should stand where nothing else decides.
 */
export function layOut(
  nodes: readonly string[],
  links: readonly Link[],
  isEnd: (node: string) => boolean,
  sizes: Sizes,
  laneOf: Lanes = () => 0,
): Layout {
  const layers = layersOf(nodes, links, isEnd);
  const routed = links.map((link, at) => ({ ...routeOf(link, at, layers), lane: laneOf(link.from) }));
  const all = [...nodes, ...routed.flatMap(({ between }) => between.map(({ id }) => id))];
  const layerOf = new Map([...layers, ...routed.flatMap(({ between }) => between.map(({ id, layer }) => [id, layer] as const))]);
  const pieces = routed.flatMap(({ chain }) => chain.slice(1).map((to, at) => ({ from: chain[at] ?? '', to })));
  const columns = 1 + Math.max(0, ...layers.values());
  const isNode = (id: string): boolean => layers.has(id);
  const heightOf = (id: string): number => (isNode(id) ? sizes.nodeHeight : 0);
  const lanes = new Map([
    ...nodes.map((id) => [id, laneOf(id)] as const),
    ...routed.flatMap(({ between, lane }) => between.map(({ id }) => [id, lane] as const)),
  ]);
  const placed = orderOf(all, pieces, layerOf, columns, { heightOf, gap: sizes.between, laneOf: (id) => lanes.get(id) ?? 0 });
  const middle = (id: string): number => placed.get(id) ?? 0;
  const left = (id: string): number => (layerOf.get(id) ?? 0) * (sizes.nodeWidth + sizes.across);
  const ends = all.map((id) => middle(id) + heightOf(id) / 2);
  return {
    width: columns * sizes.nodeWidth + (columns - 1) * sizes.across,
    height: Math.max(0, ...ends),
    nodes: new Map(nodes.map((id) => [id, { x: left(id), y: middle(id) - sizes.nodeHeight / 2 }])),
    paths: routed.map(({ chain }) => chain.flatMap((id, at) => pointsOf(id, at, chain.length))),
    columns,
  };

  function pointsOf(id: string, at: number, length: number): readonly Point[] {
    const [x, y] = [left(id), middle(id)];
    if (at === 0) return [{ x: x + sizes.nodeWidth, y }];
    if (at === length - 1) return [{ x, y }];
    return [
      { x, y },
      { x: x + sizes.nodeWidth, y },
    ];
  }
}

/** A link over several columns goes through a place of its own in each of them. */
function routeOf({ from, to }: Link, at: number, layers: ReadonlyMap<string, number>) {
  const [first, last] = [layers.get(from) ?? 0, layers.get(to) ?? 0];
  const between = Array.from({ length: Math.max(0, last - first - 1) }, (_, step) => ({
    id: `${at}\u0000${step}`,
    layer: first + step + 1,
  }));
  return { between, chain: [from, ...between.map(({ id }) => id), to] };
}
