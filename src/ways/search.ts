import type { Certainty, Step } from '../model/index.ts';
import type { Graph } from './graph.ts';

/** Surer beats shorter: no way has a thousand steps. */
const weights: Readonly<Record<Certainty, number>> = { open: 1, perhaps: 1e3, fault: 1e6 };

interface Arrival {
  readonly cost: number;
  /** The step that led there, by its place; absent at the start. */
  readonly by?: number;
}

/** From one start, how each hold is reached at its surest. */
export type Reached = ReadonlyMap<string, Arrival>;

interface Limits {
  /** Nothing is looked for beyond these holds. */
  readonly endsAt: (hold: string) => boolean;
  /** Steps that are not taken. */
  readonly closed?: (step: Step) => boolean;
}

/** Dijkstra's search; the part of a graph that one container reaches is small, so the nearest is found by looking at all that wait. */
export function reach({ steps, leaving }: Graph, start: string, { endsAt, closed = () => false }: Limits): Reached {
  const reached = new Map<string, Arrival>([[start, { cost: 0 }]]);
  const waiting = new Set([start]);
  while (waiting.size > 0) {
    const from = nearest(waiting, reached);
    waiting.delete(from);
    if (from !== start && endsAt(from)) continue;
    const cost = reached.get(from)?.cost ?? 0;
    for (const by of leaving.get(from) ?? []) {
      const step = steps[by];
      if (step === undefined || closed(step)) continue;
      const there = cost + weights[step.certainty];
      if (there >= (reached.get(step.to)?.cost ?? Number.POSITIVE_INFINITY)) continue;
      reached.set(step.to, { cost: there, by });
      waiting.add(step.to);
    }
  }
  return reached;
}

function nearest(waiting: ReadonlySet<string>, reached: Reached): string {
  let best = '';
  let least = Number.POSITIVE_INFINITY;
  for (const id of waiting) {
    const cost = reached.get(id)?.cost ?? 0;
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}

/** The steps from the start to a hold that was reached, in their order. */
export function pathTo({ steps }: Graph, reached: Reached, hold: string): number[] {
  const path: number[] = [];
  for (let by = reached.get(hold)?.by; by !== undefined; by = reached.get(steps[by]?.from ?? '')?.by) path.unshift(by);
  return path;
}

/** What the least certain of some steps leaves of a way. */
export function certaintyOf({ steps }: Graph, path: readonly number[]): Certainty {
  const met = new Set(path.map((at) => steps[at]?.certainty));
  return met.has('fault') ? 'fault' : met.has('perhaps') ? 'perhaps' : 'open';
}
