import type { ProcessDoor } from '../model/index.ts';
import { wholeNumber } from './texts.ts';

/**
 * Clock ticks after boot at which the process began, field 22 of /proc/PID/stat (proc_pid_stat(5)); undefined: there is none. With the pid it tells
 * a process from a later one of the same number. Read anew at each call. The name in it may hold anything, so all up to its end is cut off.
 */
export function startedAt(door: ProcessDoor, folder: string): number | undefined {
  const read = door.read(`${folder}/stat`);
  if (!('text' in read)) return undefined;
  const [state, ...rest] = read.text.slice(read.text.lastIndexOf(')') + 2).split(' ');
  // A zombie has no namespaces, no mounts and no memory any more.
  return state === 'Z' || state === 'X' ? undefined : wholeNumber(rest[18] ?? '');
}
