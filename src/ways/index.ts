import type { Cut, Way, WayChange, WayPart, Ways } from '../model/index.ts';
import { closersOfPath, pathsLeft } from './closing.ts';
import { cutOf } from './cut.ts';
import { waysFrom } from './from-container.ts';
import { type Graph, isHost, merge } from './graph.ts';
import { byWorth } from './order.ts';
import { waysThrough } from './through.ts';

/**
 * What the parts of a run come to: the graph, every container's ways to what is worth having, and the changes that close those to the host.
 * Pure. `from`: ids of the containers that an intruder begins in; all unless given.
 */
export function waysOf(parts: readonly WayPart[], { from }: { readonly from?: readonly string[] } = {}): Ways {
  const graph = merge(parts);
  const starts = parts.map(({ container }) => container.id);
  const own = starts.flatMap((container) => waysFrom(graph, container));
  const all = [...own, ...waysThrough(graph, own)];
  const ways = all.filter(({ container }) => from === undefined || from.includes(container)).sort(byWorth(graph));
  const held = from === undefined ? starts : [...new Set(ways.flatMap(({ container, steps }) => [container, ...passed(graph, steps)]))];
  const { changes, fewest, left } = cutOf(graph, held);
  const alone = candidates(graph, ways).map((change) => closing(graph, ways, change));
  const known = new Map(alone.map((one) => [one.change.key, one]));
  return {
    containers: parts.map(({ container }) => container),
    holds: [...graph.holds.values()],
    steps: graph.steps,
    ways,
    // What is on none of the ways that are told closes none of them.
    cut: changes.map((change) => ({ change, closes: known.get(change.key)?.closes ?? [] })),
    fewest,
    alone: alone.filter(({ closes }) => closes.length > 0).sort((a, b) => b.closes.length - a.closes.length),
    left: placesOf(ways, ({ container, steps }) => [...(left.get(container) ?? [])].some((last) => doSame(graph, last, steps.at(-1)))),
  };
}

const doSame = ({ alike }: Graph, a: number, b: number | undefined): boolean => b !== undefined && alike[a] === alike[b];

/** The containers that are held on the way. */
const passed = ({ holds, steps }: Graph, path: readonly number[]): string[] =>
  path.flatMap((at) => {
    const hold = holds.get(steps[at]?.to ?? '');
    return hold?.kind === 'inside' && hold.container !== undefined ? [hold.container] : [];
  });

const isToHost = ({ holds }: Graph, { goal, certainty }: Way): boolean => certainty !== 'fault' && isHost(holds.get(goal));

function candidates(graph: Graph, ways: readonly Way[]): WayChange[] {
  const found = new Map<string, WayChange>();
  for (const way of ways) if (isToHost(graph, way)) for (const [key, change] of closersOfPath(graph, way.steps)) found.set(key, change);
  return [...found.values()];
}

/** A way is closed where no other path leads to its last step. */
function closing(graph: Graph, ways: readonly Way[], change: WayChange): Cut {
  const leftOf = new Map<string, ReadonlySet<number>>();
  const left = (container: string): ReadonlySet<number> => {
    const known =
      leftOf.get(container) ??
      new Set(pathsLeft(graph, container, new Set([change.key])).map((path) => graph.alike[path.at(-1) ?? -1] ?? -1));
    leftOf.set(container, known);
    return known;
  };
  const isClosed = (way: Way): boolean =>
    isToHost(graph, way) &&
    closersOfPath(graph, way.steps).has(change.key) &&
    (way.through !== undefined || !left(way.container).has(graph.alike[way.steps.at(-1) ?? -1] ?? -1));
  return { change, closes: placesOf(ways, isClosed) };
}

const placesOf = (ways: readonly Way[], holds: (way: Way) => boolean): number[] => ways.flatMap((way, at) => (holds(way) ? [at] : []));
