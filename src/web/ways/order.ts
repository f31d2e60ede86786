import { groupBy } from '../group.ts';
import type { Lanes, Link } from './link.ts';

interface Room {
  readonly heightOf: (id: string) => number;
  readonly gap: number;
  readonly laneOf: Lanes;
}

const sweeps = 6;

/**
 * The middle of each thing in its column: ordered by where its neighbours stand (barycentre, to and fro), then moved as near to them as the
 * others of the column allow.
 */
export function orderOf(
  all: readonly string[],
  links: readonly Link[],
  layerOf: ReadonlyMap<string, number>,
  columns: number,
  room: Room,
): ReadonlyMap<string, number> {
  const before = groupBy(links, ({ to }) => to);
  const after = groupBy(links, ({ from }) => from);
  const byLayer = Array.from({ length: columns }, (_, layer) => all.filter((id) => layerOf.get(id) === layer));
  const place = new Map<string, number>();
  for (const column of byLayer) stack(column, place, room);
  const wanted = (id: string, neighbours: readonly string[]): number =>
    neighbours.length === 0 ? (place.get(id) ?? 0) : neighbours.reduce((sum, each) => sum + (place.get(each) ?? 0), 0) / neighbours.length;
  const left = (id: string): readonly string[] => (before.get(id) ?? []).map(({ from }) => from);
  const right = (id: string): readonly string[] => (after.get(id) ?? []).map(({ to }) => to);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const forth = sweep % 2 === 0;
    for (const column of forth ? byLayer : byLayer.toReversed()) {
      const goals = new Map(column.map((id) => [id, wanted(id, forth ? left(id) : right(id))]));
      column.sort((one, other) => room.laneOf(one) - room.laneOf(other) || (goals.get(one) ?? 0) - (goals.get(other) ?? 0));
      settle(column, goals, place, room);
    }
  }
  const top = Math.min(...all.map((id) => (place.get(id) ?? 0) - room.heightOf(id) / 2));
  return new Map(all.map((id) => [id, (place.get(id) ?? 0) - top]));
}

function stack(column: readonly string[], place: Map<string, number>, { heightOf, gap }: Room): void {
  let at = 0;
  for (const id of column) {
    place.set(id, at + heightOf(id) / 2);
    at += heightOf(id) + gap;
  }
}

/** Each where it wants to be; those that would meet share their wish as one block (pool adjacent violators). */
function settle(column: readonly string[], goals: ReadonlyMap<string, number>, place: Map<string, number>, { heightOf, gap }: Room): void {
  const blocks: { ids: string[]; height: number; sum: number; weight: number }[] = [];
  const topOf = ({ sum, weight }: { sum: number; weight: number }): number => sum / weight;
  for (const id of column) {
    const height = heightOf(id);
    blocks.push({ ids: [id], height, sum: (goals.get(id) ?? 0) - height / 2, weight: 1 });
    for (;;) {
      const [upper, lower] = blocks.slice(-2);
      if (upper === undefined || lower === undefined || topOf(upper) + upper.height + gap <= topOf(lower)) break;
      const offset = upper.height + gap;
      upper.ids.push(...lower.ids);
      upper.sum += lower.sum - offset * lower.weight;
      upper.weight += lower.weight;
      upper.height += gap + lower.height;
      blocks.pop();
    }
  }
  for (const block of blocks) {
    let at = topOf(block);
    for (const id of block.ids) {
      place.set(id, at + heightOf(id) / 2);
      at += heightOf(id) + gap;
    }
  }
}
