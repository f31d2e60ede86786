import { certainties, type Way } from '../model/index.ts';
import { type Graph, insideOf, isGoal } from './graph.ts';
import { certaintyOf, pathTo, type Reached, reach } from './search.ts';

/** What one container reaches by itself: it stops where a goal or another container is held. */
export function reachFrom(graph: Graph, container: string, closed?: Parameters<typeof reach>[2]['closed']): Reached {
  const endsAt = (id: string): boolean => {
    const hold = graph.holds.get(id);
    return hold !== undefined && isGoal(hold, container);
  };
  return reach(graph, insideOf(container), { endsAt, ...(closed === undefined ? {} : { closed }) });
}

/** The steps that end at a goal, of those that can be made. */
export function lastSteps({ holds, steps, leaving }: Graph, container: string, reached: Reached): number[] {
  return [...reached.keys()].flatMap((id) => {
    const hold = holds.get(id);
    if (hold !== undefined && id !== insideOf(container) && isGoal(hold, container)) return [];
    return (leaving.get(id) ?? []).filter((at) => {
      const to = holds.get(steps[at]?.to ?? '');
      return to !== undefined && isGoal(to, container);
    });
  });
}

/** The ways of one container that lead through no other: one for each step that ends at a goal, by the surest path to it. */
export function waysFrom(graph: Graph, container: string): Way[] {
  const reached = reachFrom(graph, container);
  const ways = new Map<number | undefined, Way>();
  for (const last of lastSteps(graph, container, reached)) {
    const { from = '', to = '' } = graph.steps[last] ?? {};
    const steps = [...pathTo(graph, reached, from), last];
    const way: Way = { container, goal: to, certainty: certaintyOf(graph, steps), steps };
    const same = graph.alike[last];
    const known = ways.get(same);
    if (known === undefined || certainties.indexOf(way.certainty) < certainties.indexOf(known.certainty)) ways.set(same, way);
  }
  return [...ways.values()];
}
