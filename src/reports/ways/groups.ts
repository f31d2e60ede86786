import type { Step } from '../../model/index.ts';
import { groupBy } from '../text/blocks.ts';
import type { Atlas, ToldWay } from './atlas.ts';

/** Containers of which the same is to be told, the first of them being the example. */
export interface Group {
  /** Ids. */
  readonly containers: readonly string[];
  /** Those of the first container, the surest and shortest first. */
  readonly ways: readonly ToldWay[];
  /** Over all of its containers. */
  readonly count: number;
}

/** The ways by container, containers of which the same must be said together, in the order of their surest ways. */
export function groupsOf(ways: readonly ToldWay[], { nameOf }: Pick<Atlas, 'nameOf'>): readonly Group[] {
  const single = [...groupBy(ways, ({ way }) => way.container).values()];
  const alike = [...groupBy(single, (own) => own.map((one) => likeness(one, nameOf)).join('\n')).values()];
  return alike.map((groups) => ({
    containers: groups.flatMap(([first]) => (first === undefined ? [] : [first.way.container])),
    ways: groups[0] ?? [],
    count: groups.flat().length,
  }));
}

/** What is said of a way, but for whose it is and where that is written. */
function likeness({ way, steps, goal }: ToldWay, nameOf: Atlas['nameOf']): string {
  const through = way.through === undefined ? '' : nameOf(way.through);
  return JSON.stringify([goal.kind, way.certainty, through, through === '' ? steps.map(likenessOf) : '']);
}

const likenessOf = ({ kind, certainty, grounds }: Step) => [kind, certainty, grounds.map(({ detail, from }) => [detail, from])];
