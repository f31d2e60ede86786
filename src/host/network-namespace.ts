import { closeSync, openSync, readlinkSync } from 'node:fs';
import { processes } from './processes.ts';

/** Of a process, by its name: "net:[4026531840]". Undefined: it has ended. */
export function networkNamespaceOf(pid: number | 'self'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined;
  }
}

/** One process of each network namespace that any process is in, by the name of that. */
export function networkNamespaces(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const pid of processes()) {
    const name = networkNamespaceOf(pid);
    if (name !== undefined && !found.has(name)) found.set(name, pid);
  }
  return found;
}

/** Keeps the network namespace of a process, which may end: a path by which it is found until it is closed. Undefined: it has ended. */
export function keepNetwork(pid: number | 'self'): { readonly path: string; close(): void } | undefined {
  try {
    const file = openSync(`/proc/${pid}/ns/net`, 'r');
    return { path: `/proc/${process.pid}/fd/${file}`, close: () => closeSync(file) };
  } catch {
    return undefined;
  }
}
