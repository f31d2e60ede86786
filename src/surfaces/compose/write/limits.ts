import type { Field } from '../../../model/index.ts';
import { guessComment } from '../../../text/guess.ts';
import { below, joined, nodeAt } from '../../../text/yaml/edit/index.ts';
import { size } from '../phrases.ts';
import { replace, setKey, setPath, writtenAt } from './keys.ts';
import { isOverride, own, placeOf, type Result, type Writing } from './writing.ts';

const path = ['deploy', 'resources', 'limits'];

/**
 * Where deploy.resources.limits says any limit, this one stands beside it; otherwise the key of the service does. Version 2 and later of
 * Compose take a limit that is missing there for 0, and refuse the older key beside it (compose-go 2 loader/validate.go). Version 1 knows
 * no pids there: no way of writing pleases both.
 */
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
  const said = modern === 'cpus' ? String(value) : value;
  const limits = path.reduce((way, key) => way && below(way, key), own(writing, 'deploy') && writing.service);
  if (own(writing, old) !== undefined) {
    const both = limits === undefined ? undefined : below(limits, modern);
    const change = setKey(writing, old, value, undefined, guessComment);
    return old === modern || both === undefined ? change : joined([change, replace(both, said)]);
  }
  if (limits !== undefined && nodeAt(limits).kind === 'map') return setPath(limits, [modern], said, guessComment);
  return inheritsLimits(writing)
    ? setPath(writing.service, [...path, modern], said, guessComment)
    : setKey(writing, old, value, undefined, guessComment);
}

/** Does what it merges or extends say a limit below deploy? */
function inheritsLimits({ container }: Writing): boolean {
  const { memory, cpu, pids } = container.linux.resources;
  return [memory?.limit, cpu?.quota, pids?.limit].some((field) => {
    const origin = writtenAt(field);
    const spot = origin && placeOf(origin)?.spots.at(-2);
    return spot !== undefined && 'pair' in spot && spot.pair.key.text === 'limits';
  });
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
