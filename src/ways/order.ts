import { certainties, type HoldKind, type Way } from '../model/index.ts';
import type { Graph } from './graph.ts';

const byKind: readonly HoldKind[] = ['host', 'host user', 'cluster', 'inside', 'network', 'secret'];

/** The surest first, then what is worth most, then the shortest; otherwise as they were found. */
export const byWorth =
  ({ holds }: Graph) =>
  (a: Way, b: Way): number => {
    const worth = (way: Way): number => byKind.indexOf(holds.get(way.goal)?.kind ?? 'secret');
    return (
      certainties.indexOf(a.certainty) - certainties.indexOf(b.certainty) ||
      worth(a) - worth(b) ||
      Number(a.through !== undefined) - Number(b.through !== undefined) ||
      a.steps.length - b.steps.length
    );
  };
