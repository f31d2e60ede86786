import { type Ground, type Hold, isHostKind, type Step, type Way, type WayPart, type Ways } from '../../model/index.ts';

/** A way with its steps, and its place in `Ways.ways`. */
export interface ToldWay {
  readonly way: Way;
  readonly at: number;
  readonly steps: readonly Step[];
  readonly goal: Hold;
}

/** The graph with its parts by name. */
export interface Atlas {
  readonly all: readonly ToldWay[];
  readonly nameOf: (container: string) => string;
  readonly containerOf: (id: string) => WayPart['container'] | undefined;
  readonly holdOf: (id: string) => Hold | undefined;
  /** Those that a change takes away, by its key. */
  readonly groundsOf: (key: string) => readonly Ground[];
  readonly ways: Ways;
}

export function atlasOf(ways: Ways): Atlas {
  const holds = new Map(ways.holds.map((hold) => [hold.id, hold]));
  const containers = new Map(ways.containers.map((container) => [container.id, container]));
  const grounds = new Map<string, Ground[]>();
  for (const step of ways.steps)
    for (const ground of step.grounds)
      if (ground.change !== undefined) grounds.set(ground.change.key, [...(grounds.get(ground.change.key) ?? []), ground]);
  const all = ways.ways.map((way, at): ToldWay => {
    const steps = way.steps.map((place) => ways.steps[place]).filter((step) => step !== undefined);
    return { way, at, steps, goal: holds.get(way.goal) ?? { id: way.goal, kind: 'ability', title: way.goal } };
  });
  return {
    all,
    nameOf: (id) => containers.get(id)?.name ?? id.slice(id.indexOf('#') + 1),
    containerOf: (id) => containers.get(id),
    holdOf: (id) => holds.get(id),
    groundsOf: (key) => grounds.get(key) ?? [],
    ways,
  };
}

export const isToHost = ({ goal: { kind } }: ToldWay): boolean => isHostKind(kind);

/** What a declaration could be blamed for: what takes a fault of a program is another matter. */
export const isWay = ({ way }: ToldWay): boolean => way.certainty !== 'fault';
