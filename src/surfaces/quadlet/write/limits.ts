import type { Namespace } from '../../../model/index.ts';
import { sizeText } from '../../../text/docker-syntax/size-text.ts';
import { addArgument, drop, given, setLast } from './options.ts';
import { entryOf, type Result, type Write, type Writing } from './writing.ts';

/** A number that nobody measured: marked above its line. */
export function guess(writing: Writing, flag: string, value: string, key?: string): Result {
  const found = given(writing, flag).at(-1);
  const entry = found === undefined ? undefined : entryOf(writing, found);
  const before = writing.added.length;
  const because = setLast(writing, found, { flag, value, ...(key === undefined ? {} : { key }) });
  for (const line of writing.added.slice(before)) writing.guessed.add(line);
  if (entry !== undefined) writing.guessed.add(entry);
  return because;
}

/**
 * A swap limit beside it has to be the larger one, or Podman refuses the container. Memory= is a key since Podman 5.5 only
 * (RELEASE_NOTES.md), and Quadlet refuses a unit with a key that it does not know: a new line is an argument.
 */
export function memoryLimit(writing: Writing, to: number): Result {
  const swap = writing.container.linux.resources.memory?.swap;
  if (swap?.state === 'written' && swap.value > 0 && swap.value < to)
    return '--memory-swap is smaller than what would be proposed: choose both numbers together';
  return guess(writing, 'memory', sizeText(to));
}

export function cpuLimit(writing: Writing, to: number): Result {
  if (given(writing, 'cpu-quota', 'cpu-period').length > 0)
    return '--cpu-quota or --cpu-period stands here and excludes --cpus: give --cpu-quota a number of microseconds';
  return guess(writing, 'cpus', String(to));
}

export const pidsLimit = (writing: Writing, to: number): Result => guess(writing, 'pids-limit', String(to), 'PidsLimit');

export const set =
  (flag: string): Write<number> =>
  (writing, to) =>
    setLast(writing, given(writing, flag).at(-1), { flag, value: String(to) });

export const killAgain = (writing: Writing, to: boolean): Result =>
  to ? addArgument(writing, 'oom-kill-disable') : drop(writing, given(writing, 'oom-kill-disable'), '--oom-kill-disable');

/** A namespace of its own is what the absence of the option means. */
export const setNamespace =
  (key: string | undefined, ...flags: readonly [string, ...string[]]): Write<Namespace> =>
  (writing, to) => {
    const found = given(writing, ...flags);
    const [flag] = flags;
    if (to.mode === 'private') return drop(writing, found, key === undefined ? `--${flag}` : `${key}=`);
    const value = to.mode === 'shared' ? (to.with ?? '') : to.mode;
    return setLast(writing, found.at(-1), { flag, value, ...(key === undefined ? {} : { key }) });
  };

export const setCgroup = (writing: Writing, to: Namespace): Result =>
  setLast(writing, given(writing, 'cgroupns').at(-1), { flag: 'cgroupns', value: to.mode });

/** In a pod the pod says whose users they are. */
export function setUsers(writing: Writing, to: Namespace): Result {
  const found = given(writing, 'userns').at(-1);
  if (found === undefined && writing.unit.entries.some(({ key }) => key === 'Pod'))
    return 'the container is in a pod: write UserNS=auto in its .pod unit';
  return setLast(writing, found, { key: 'UserNS', flag: 'userns', value: to.mode === 'private' ? 'auto' : to.mode });
}
