import { certainties, type HoldKind, type Way } from '../model/index.ts';
import { type Graph, insideOf } from './graph.ts';
import { certaintyOf } from './search.ts';

/** What is worth a second container; secrets and the containers between are told where they begin. */
const farGoals: readonly HoldKind[] = ['host', 'host user', 'cluster'];

/**
 * The ways that lead through other containers: for each goal the surest one, of the containers from which it is not reached alone as surely.
 * `own`: every container's ways by itself. A container is passed on in rounds, nearest first, so each is looked at a few times at most.
 */
export function waysThrough(graph: Graph, own: readonly Way[]): Way[] {
  const goals = [...graph.holds.values()].filter(({ kind }) => farGoals.includes(kind)).map(({ id }) => id);
  const before = hopsBefore(graph, own);
  return goals.flatMap((goal) => throughTo(goal, graph, own, before));
}

function throughTo(goal: string, graph: Graph, own: readonly Way[], before: ReadonlyMap<string, readonly Way[]>): Way[] {
  const best = new Map<string, Way>();
  for (const way of own) if (way.goal === goal && isBetter(graph, way, best.get(way.container))) best.set(way.container, way);
  const fresh = [...best.keys()];
  for (let next = fresh.shift(); next !== undefined; next = fresh.shift()) {
    const rest = best.get(next);
    if (rest === undefined) continue;
    for (const hop of before.get(next) ?? []) {
      const steps = [...hop.steps, ...rest.steps];
      const way: Way = { container: hop.container, goal, certainty: certaintyOf(graph, steps), steps, through: next };
      if (rest.through === hop.container || !isBetter(graph, way, best.get(hop.container))) continue;
      best.set(hop.container, way);
      fresh.push(hop.container);
    }
  }
  return [...best.values()].filter(({ through }) => through !== undefined);
}

/** By the container that is reached: the ways that end inside it. */
function hopsBefore(graph: Graph, own: readonly Way[]): Map<string, Way[]> {
  const before = new Map<string, Way[]>();
  for (const way of own) {
    const { kind, container } = graph.holds.get(way.goal) ?? {};
    if (kind !== 'inside' || container === undefined || way.goal === insideOf(way.container)) continue;
    const others = before.get(container);
    if (others === undefined) before.set(container, [way]);
    else others.push(way);
  }
  return before;
}

function isBetter({ steps }: Graph, way: Way, than: Way | undefined): boolean {
  if (than === undefined) return true;
  const faults = ({ steps: path }: Way): number => path.filter((at) => steps[at]?.certainty === 'fault').length;
  const difference =
    certainties.indexOf(way.certainty) - certainties.indexOf(than.certainty) ||
    faults(way) - faults(than) ||
    way.steps.length - than.steps.length;
  return difference < 0;
}
