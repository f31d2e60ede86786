import { sizeText } from '../../../text/docker-syntax/size-text.ts';
import { add, drop, givenAs, setLast } from './options.ts';
import type { Result, Write, Writing } from './writing.ts';

/** A number that nobody measured. */
const guess = (writing: Writing, name: string, value: string): Result => {
  writing.guessed.push(`--${name}`);
  return setLast(writing, [name], value);
};

/** A swap limit beside it has to be the larger one, or the engine refuses the command. */
export function memoryLimit(writing: Writing, to: number): Result {
  const swap = writing.container.linux.resources.memory?.swap;
  if (swap?.state === 'written' && swap.value > 0 && swap.value < to)
    return '--memory-swap is smaller than what would be proposed: choose both numbers together';
  return guess(writing, 'memory', sizeText(to));
}

export function cpuLimit(writing: Writing, to: number): Result {
  if (givenAs(writing, 'cpu-quota', 'cpu-period').length > 0)
    return '--cpu-quota or --cpu-period stands here and excludes --cpus: give --cpu-quota a number of microseconds';
  return guess(writing, 'cpus', String(to));
}

export const pidsLimit = (writing: Writing, to: number): Result => {
  if (writing.container.linux.resources.pids?.limit?.state === 'default')
    return '--cgroups=disabled stands here: no limit holds without a cgroup';
  return guess(writing, 'pids-limit', String(to));
};

export const set =
  (name: string): Write<number> =>
  (writing, to) =>
    setLast(writing, [name], String(to));

export const killAgain = (writing: Writing, to: boolean): Result =>
  to ? add(writing, '--oom-kill-disable') : drop(writing, givenAs(writing, 'oom-kill-disable'), '--oom-kill-disable');
