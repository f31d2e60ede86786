import type { Field } from '../../../model/index.ts';
import { guessComment } from '../../../text/guess.ts';
import { below, nodeAt } from '../../../text/yaml/edit/index.ts';
import { size } from '../phrases.ts';
import { replace, setKey, setPath, writtenAt } from './keys.ts';
import { isOverride, own, placeOf, type Result, type Writing } from './writing.ts';

/** Where deploy.resources.limits says one limit already, this one stands beside it; otherwise the key of the service does. */
function limit(
  writing: Writing,
  [modern, old]: readonly [string, string],
  value: string | number,
  field: Field<unknown> | undefined,
): Result {
  const origin = writtenAt(field);
  if (origin !== undefined && isOverride(writing, origin)) {
    const place = placeOf(origin);
    if (place !== undefined) return replace(place, value, guessComment);
  }
  const limits = ['deploy', 'resources', 'limits'].reduce((way, key) => way && below(way, key), own(writing, 'deploy') && writing.service);
  const isThere = limits !== undefined && nodeAt(limits).kind === 'map' && own(writing, old) === undefined;
  if (!isThere) return setKey(writing, old, value, undefined, guessComment);
  return setPath(limits, [modern], modern === 'cpus' ? String(value) : value, guessComment);
}

export const memoryLimit = (writing: Writing, to: number): Result =>
  limit(writing, ['memory', 'mem_limit'], size(to), writing.container.linux.resources.memory?.limit);

export function cpuLimit(writing: Writing, to: number): Result {
  if (own(writing, 'cpu_quota') !== undefined) return 'cpu_quota stands here and excludes cpus: give it a number of microseconds';
  return limit(writing, ['cpus', 'cpus'], to, writing.container.linux.resources.cpu?.quota);
}

export const pidsLimit = (writing: Writing, to: number): Result =>
  limit(writing, ['pids', 'pids_limit'], to, writing.container.linux.resources.pids?.limit);

export const blockWeight = (writing: Writing, to: number): Result => setPath(writing.service, ['blkio_config', 'weight'], to);
