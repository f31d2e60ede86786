import { type Certainty, certainties, type Hold, type Step } from '../../model/index.ts';
import { isPrizeKind } from '../../model/way.ts';
import { groupBy } from '../group.ts';
import type { Alike } from './fold.ts';
import type { WaysIndex } from './index-of.ts';

/** All steps from one hold to another, as one line of the drawing. */
export interface DrawnLink {
  readonly from: string;
  readonly to: string;
  readonly steps: readonly Step[];
  /** That of the surest step. */
  readonly certainty: Certainty;
}

export interface Drawing {
  readonly holds: readonly Hold[];
  readonly links: readonly DrawnLink[];
  /** Of how many containers a hold stands for those of one. */
  readonly many: ReadonlyMap<string, number>;
  /** Which of the chosen a hold belongs to, by their order; one that several share lies between theirs. */
  readonly lane: (hold: string) => number;
  /** Holds for which the first one of them stands, by its id. */
  readonly together: ReadonlyMap<string, readonly Hold[]>;
}

/** What is drawn of the chosen containers' ways. What several of them share is there once. */
export function drawingOf(index: WaysIndex, chosen: readonly Alike[]): Drawing {
  const { ways, steps } = index.ways;
  const used = new Set(chosen.flatMap((alike) => alike.ways.flatMap((at) => ways[at]?.steps ?? [])));
  const own = [...used].flatMap((at) => steps[at] ?? []);
  const links = [...groupBy(own, ({ from, to }) => `${from}\u0000${to}`).values()].map((together) => ({
    from: together[0]?.from ?? '',
    to: together[0]?.to ?? '',
    steps: together,
    certainty: together.map(({ certainty }) => certainty).sort(surestFirst)[0] ?? 'open',
  }));
  const ids = [...new Set(links.flatMap(({ from, to }) => [from, to]))];
  const sizes = new Map(chosen.map(({ containers }) => [containers[0] ?? '', containers.length]));
  const holds = ids.map(index.hold);
  const many = new Map(holds.map(({ id, container }) => [id, sizes.get(container ?? '') ?? 1]));
  return { holds, links, many, lane: lanesOf(holds, links, chosen), together: new Map() };
}

function lanesOf(holds: readonly Hold[], links: readonly DrawnLink[], chosen: readonly Alike[]): (hold: string) => number {
  const order = new Map(chosen.map(({ containers }, at) => [containers[0] ?? '', at]));
  const own = new Map(
    holds.flatMap(({ id, container }) => (container === undefined ? [] : [[id, order.get(container) ?? order.size] as const])),
  );
  return (hold) => {
    const lane = own.get(hold);
    if (lane !== undefined) return lane;
    const beside = links.flatMap(({ from, to }) => (to === hold ? (own.get(from) ?? []) : from === hold ? (own.get(to) ?? []) : []));
    return beside.length === 0 ? 0 : beside.reduce((sum, each) => sum + each, 0) / beside.length;
  };
}

const surestFirst = (one: Certainty, other: Certainty): number => certainties.indexOf(one) - certainties.indexOf(other);

/** What is won: where a drawing ends. */
export const isWon = ({ kind }: Hold): boolean => isPrizeKind(kind);
