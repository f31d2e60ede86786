import type { Ground, Hold, Step, Way, WayChange, Ways } from '../../model/index.ts';
import { isHostKind } from '../../model/way.ts';
import type { PagePlace } from '../data.ts';

/** The graph, with what is looked up in it. */
export interface WaysIndex {
  readonly ways: Ways;
  /** Ways that somebody answers for, by their place. */
  readonly livedWith: ReadonlySet<number>;
  readonly hold: (id: string) => Hold;
  readonly name: (container: string) => string;
  readonly stepsOf: (way: Way | undefined) => readonly Step[];
  /** The ways to root on the host, or to an ordinary user of it, that nobody lives with. */
  readonly toHost: readonly number[];
  /** The line that a change is about, where one is written. */
  readonly placeOf: (change: WayChange) => PagePlace | undefined;
}

export function indexOf(ways: Ways, livedWith: readonly number[] = []): WaysIndex {
  const holds = new Map(ways.holds.map((hold) => [hold.id, hold]));
  const names = new Map(ways.containers.map(({ id, name }) => [id, name]));
  const places = new Map<string, PagePlace>();
  for (const { change, place } of ways.steps.flatMap(({ grounds }) => grounds))
    if (change !== undefined && place !== undefined && !places.has(change.key)) places.set(change.key, place);
  const hold = (id: string): Hold => holds.get(id) ?? { id, kind: 'shared', title: id };
  const lived = new Set(livedWith);
  return {
    ways,
    livedWith: lived,
    hold,
    name: (container) => names.get(container) ?? container,
    stepsOf: (way) => (way?.steps ?? []).flatMap((at) => ways.steps[at] ?? []),
    toHost: ways.ways.flatMap(({ goal, certainty }, at) => (isHost(hold(goal)) && certainty !== 'fault' && !lived.has(at) ? [at] : [])),
    placeOf: ({ key }) => places.get(key),
  };
}

export const isHost = ({ kind }: Hold): boolean => isHostKind(kind);

/** A step is closed when one of its grounds is taken away. */
export const isClosed = ({ grounds }: Step, made: ReadonlySet<string>): boolean =>
  grounds.some(({ change }) => change !== undefined && made.has(change.key));

export const isWayClosed = ({ stepsOf }: WaysIndex, way: Way, made: ReadonlySet<string>): boolean =>
  stepsOf(way).some((step) => isClosed(step, made));

/** How a ground is known, in words. */
export const viewWords: Readonly<Record<Ground['view'], string>> = {
  written: 'written',
  default: 'a default',
  unknown: 'could not be told',
  observed: 'read from the kernel',
  proved: 'tried',
  fact: 'so on every such machine',
};
