import type { Origin } from '../../../model/index.ts';
import { remove, removeEach, type Way } from '../../../text/yaml/edit/index.ts';
import { liesIn, noteAnchor, pairOf, placeOf, type Result, type Writing } from './writing.ts';

/** How many spots of a way stay, whatever is taken out below them: the container, the pod or its metadata is never taken away itself. */
function kept({ entry, pod }: Writing, way: Way): number {
  if (liesIn(entry, way)) return entry.spots.length;
  return liesIn(pod, way) ? pod.spots.length : Math.min(way.spots.length - 1, pod.spots.length - 1);
}

export function removeAt(writing: Writing, way: Way): Result {
  noteAnchor(writing, way);
  return remove(way, kept(writing, way));
}

/** The pair of a key, wherever it comes from. */
export function dropPair(writing: Writing, origin: Origin | undefined, key: string): Result {
  const place = origin === undefined ? undefined : pairOf(writing, origin, key);
  return place === undefined ? `${key} is not written here` : removeAt(writing, place);
}

/** Takes entries of lists away, each where it is written. */
export function dropWays(writing: Writing, ways: readonly Way[]): Result {
  for (const way of ways) noteAnchor(writing, way);
  return removeEach(ways, (way) => kept(writing, way));
}

export function dropEntries(writing: Writing, origins: readonly Origin[], what: string): Result {
  const ways = origins.map((origin) => placeOf(writing, origin)).filter((way) => way !== undefined);
  return ways.length === 0 || ways.length < origins.length ? `${what} is not written here` : dropWays(writing, ways);
}
