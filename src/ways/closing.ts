import type { Step, WayChange } from '../model/index.ts';
import { lastSteps, reachFrom } from './from-container.ts';
import { type Graph, isHost } from './graph.ts';
import { pathTo } from './search.ts';

/** The changes that close a step: any of its grounds, taken away, does. */
export const closersOf = (step: Step): readonly WayChange[] =>
  step.grounds.map(({ change }) => change).filter((change) => change !== undefined);

/** Is the step still there once these changes are made? A fault is none that a declaration could be blamed for, and counts as closed. */
const closedBy =
  (made: ReadonlySet<string>) =>
  (step: Step): boolean =>
    step.certainty === 'fault' || closersOf(step).some(({ key }) => made.has(key));

/** The paths of one container to the host, open or perhaps, that are left once some changes are made: one for each last step. */
export function pathsLeft(graph: Graph, container: string, made: ReadonlySet<string>): number[][] {
  const closed = closedBy(made);
  const reached = reachFrom(graph, container, closed);
  return lastSteps(graph, container, reached)
    .filter((at) => {
      const step = graph.steps[at];
      return step !== undefined && isHost(graph.holds.get(step.to)) && !closed(step);
    })
    .map((last) => [...pathTo(graph, reached, graph.steps[last]?.from ?? ''), last]);
}

/** All changes that close one path. */
export function closersOfPath({ steps }: Graph, path: readonly number[]): Map<string, WayChange> {
  const closers = new Map<string, WayChange>();
  for (const at of path) {
    const step = steps[at];
    if (step !== undefined) for (const change of closersOf(step)) closers.set(change.key, change);
  }
  return closers;
}
