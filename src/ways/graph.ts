import { type Hold, isHostKind, isPrizeKind, type Step, type WayPart } from '../model/index.ts';

/** All parts in one: holds of the same id are one, and steps know which come after which. */
export interface Graph {
  readonly holds: ReadonlyMap<string, Hold>;
  readonly steps: readonly Step[];
  /** By the hold that they leave: places in `steps`. */
  readonly leaving: ReadonlyMap<string, readonly number[]>;
  /** By place: the first step that does the same thing, itself where there is none. Of two that do, each is enough, and each has to be closed. */
  readonly alike: readonly number[];
}

export const insideOf = (container: string): string => `inside:${container}`;

export const isHost = (hold: Hold | undefined): boolean => hold !== undefined && isHostKind(hold.kind);

/** Is it worth something to somebody who began in `container`? */
export const isGoal = (hold: Hold, container: string): boolean =>
  isPrizeKind(hold.kind) || (hold.kind === 'inside' && hold.container !== container);

/**
 * A step that two parts bring along (two containers of one pod) is kept once; the same on other grounds is another one. What nobody inside a
 * container reaches is left out: a part names the doors through which others may come (a shared volume), and mostly nobody does.
 */
export function merge(parts: readonly WayPart[]): Graph {
  const all = new Map(parts.flatMap(({ steps }) => steps.map((step) => [keyOf(step), step])));
  const within = reachable([...all.values()], parts);
  const steps = [...all.values()].filter(({ from }) => within.has(from));
  const holds = new Map<string, Hold>();
  for (const part of parts) for (const hold of part.holds) if (within.has(hold.id) && !holds.has(hold.id)) holds.set(hold.id, hold);
  return { holds, steps, leaving: byStart(steps), alike: alikeOf(steps) };
}

const doesOf = ({ from, to, kind, what }: Step): string => [from, to, kind, what].join('\u0000');

const keyOf = (step: Step): string => [doesOf(step), step.certainty, ...step.grounds.map(({ change }) => change?.key)].join('\u0000');

function reachable(steps: readonly Step[], parts: readonly WayPart[]): ReadonlySet<string> {
  const within = new Set(parts.map(({ container }) => insideOf(container.id)));
  const leaving = byStart(steps);
  for (const hold of within) for (const at of leaving.get(hold) ?? []) within.add(steps[at]?.to ?? '');
  return within;
}

function byStart(steps: readonly Step[]): Map<string, number[]> {
  const leaving = new Map<string, number[]>();
  for (const [at, { from }] of steps.entries()) {
    const after = leaving.get(from);
    if (after === undefined) leaving.set(from, [at]);
    else after.push(at);
  }
  return leaving;
}

function alikeOf(steps: readonly Step[]): number[] {
  const first = new Map<string, number>();
  return steps.map((step, at) => {
    const does = doesOf(step);
    const same = first.get(does) ?? at;
    first.set(does, same);
    return same;
  });
}
