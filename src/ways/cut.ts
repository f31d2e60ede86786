import { settingsOf, type WayChange } from '../model/index.ts';
import { closersOfPath, pathsLeft } from './closing.ts';
import type { Graph } from './graph.ts';
import { hittingSet } from './hitting-set.ts';

/** What closes the ways to the host. */
export interface Closed {
  readonly changes: readonly WayChange[];
  readonly fewest: boolean;
  /** Last steps of paths that no change closes, by container. */
  readonly left: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * Changes of the fewest settings after which none of the containers has a way to the host that is open or perhaps is. Every container is a start of
 * its own, so a way through another one is closed with that one's own.
 *
 * Each round looks for paths that the changes chosen so far leave, and asks that one change be chosen on each; the fewest that do are those of
 * the problem with the paths seen so far, so once no path is left they are the fewest of all.
 */
export function cutOf(graph: Graph, containers: readonly string[]): Closed {
  const sets = new Map<string, ReadonlySet<string>>();
  const changes = new Map<string, WayChange>();
  const nearness = new Map<string, number>();
  const left = new Map<string, Set<number>>();
  let chosen: readonly string[] = [];
  let fewest = true;
  let open = containers;
  while (open.length > 0) {
    const made = new Set(chosen);
    open = open.filter((container) => {
      const paths = pathsLeft(graph, container, made).filter((path) => left.get(container)?.has(path.at(-1) ?? -1) !== true);
      for (const path of paths) {
        const closers = closersOfPath(graph, path);
        if (closers.size === 0) left.set(container, (left.get(container) ?? new Set()).add(path.at(-1) ?? -1));
        else sets.set([...closers.keys()].join('\u0000'), new Set(closers.keys()));
        for (const [key, change] of closers) changes.set(key, change);
        countNearness(graph, path, nearness);
      }
      return paths.length > 0;
    });
    if (open.length === 0) break;
    const cost = (key: string): number => {
      const change = changes.get(key);
      return change === undefined ? 1 : settingsOf(change);
    };
    const hitting = hittingSet([...sets.values()], { cost, worth: (key) => nearness.get(key) ?? 0 });
    chosen = hitting.keys;
    fewest &&= hitting.fewest;
    // Another choice may open what was closed in an earlier round.
    open = containers;
  }
  return { changes: chosen.map((key) => changes.get(key)).filter((change) => change !== undefined), fewest, left };
}

/** Of equally few changes those near the goal are better: they name the thing itself (the socket), not what happens to be in its way. */
function countNearness({ steps }: Graph, path: readonly number[], nearness: Map<string, number>): void {
  path.forEach((at, place) => {
    for (const { change } of steps[at]?.grounds ?? [])
      if (change !== undefined) nearness.set(change.key, Math.max(nearness.get(change.key) ?? 0, (place + 1) / path.length));
  });
}
