import { readFileSync, readlinkSync } from 'node:fs';
import { processes, processText, signal } from './processes.ts';

/**
 * Names this process for as long as the machine runs: "3f2a9c01-4026531836-4711-128844" is the boot, the namespace that the number of the
 * process belongs to, that number, and when it started in clock ticks. Fit for a container's name, a label and a file's name.
 */
export function owner(): string {
  mine ??= `${boot()}-${pidNamespace()}-${process.pid}-${startOf(process.pid) ?? 0}`;
  return mine;
}
let mine: string | undefined;

export const ownerPattern = '[0-9a-f]{8}-\\d{1,20}-\\d{1,10}-\\d{1,20}';

/** Has the process ended that made something? `earlier`: it belongs to another boot, or to another machine. `unknown`: it cannot be seen from here. */
export function stateOf(name: string): 'alive' | 'ended' | 'earlier' | 'unknown' {
  const [itsBoot, namespace, pid, start] = name.split('-');
  if (itsBoot !== boot()) return 'earlier';
  if (namespace !== pidNamespace()) return 'unknown';
  return startOf(Number(pid)) === start ? 'alive' : 'ended';
}

/** When a process started, in clock ticks since the boot; undefined: there is none of that number. Source: proc(5), /proc/pid/stat, field 22. */
export function startOf(pid: number): string | undefined {
  const text = processText(pid, 'stat');
  // The name of the program, in parentheses, may hold anything.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields?.[22 - 3];
}

/** The processes that were started by the name of this file, in whatever folder it was seen. The name has to be one that only its maker knows. */
const startedAs = (name: string): readonly number[] =>
  processes().filter((pid) => processText(pid, 'cmdline')?.split('\0')[0]?.endsWith(`/${name}`) === true);

/** Lets them end by themselves for so many milliseconds, which takes what they started with them, then ends them. */
export async function endStartedAs(name: string, patience: number): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end && startedAs(name).length > 0; )
    await new Promise((resolve) => setTimeout(resolve, 100));
  for (const pid of startedAs(name)) signal(pid, 'SIGKILL');
}

const boot = (): string => (bootId() ?? '00000000').slice(0, 8);

function pidNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1');
  } catch {
    return undefined;
  }
}
