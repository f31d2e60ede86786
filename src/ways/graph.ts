import type { Hold, HoldKind, Step, WayPart } from '../model/index.ts';

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

/** Of the goals, those that are the host. */
const hostKinds: readonly HoldKind[] = ['host', 'host user'];
const goalKinds: readonly HoldKind[] = [...hostKinds, 'cluster', 'network', 'secret'];

export const isHost = (hold: Hold | undefined): boolean => hold !== undefined && hostKinds.includes(hold.kind);

/** Is it worth something to somebody who began in `container`? */
export const isGoal = (hold: Hold, container: string): boolean =>
  goalKinds.includes(hold.kind) || (hold.kind === 'inside' && hold.container !== container);

/** A step that two parts bring along (two containers of one pod) is kept once; the same on other grounds is another one. */
export function merge(parts: readonly WayPart[]): Graph {
  const holds = new Map<string, Hold>();
  const steps: Step[] = [];
  const leaving = new Map<string, number[]>();
  const known = new Set<string>();
  const first = new Map<string, number>();
  const alike: number[] = [];
  for (const part of parts) for (const hold of part.holds) if (!holds.has(hold.id)) holds.set(hold.id, hold);
  for (const part of parts)
    for (const step of part.steps) {
      const does = [step.from, step.to, step.kind, step.what].join('\u0000');
      const key = [does, step.certainty, ...step.grounds.map(({ change }) => change?.key)].join('\u0000');
      if (known.has(key)) continue;
      known.add(key);
      const same = first.get(does) ?? steps.length;
      first.set(does, same);
      alike.push(same);
      const after = leaving.get(step.from) ?? [];
      leaving.set(step.from, after);
      after.push(steps.push(step) - 1);
    }
  return { holds, steps, leaving, alike };
}
