import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, type Stats, statSync } from 'node:fs';

/** The first process that executes this very file, wherever it sees it; those that it started itself are passed over. Needs the rights of root. */
export function executing(file: string): number | undefined {
  const wanted = stats(file);
  if (wanted === undefined) return undefined;
  const found = new Set(
    processes().filter((pid) => {
      const own = stats(`/proc/${pid}/exe`);
      return own !== undefined && own.ino === wanted.ino && own.dev === wanted.dev;
    }),
  );
  return [...found].find((pid) => !found.has(parentOf(pid) ?? 0));
}

/** The process that started another one, or took it over. */
export function parentOf(pid: number): number | undefined {
  const parent = Number(/^PPid:\t(\d+)$/m.exec(text(`/proc/${pid}/status`) ?? '')?.[1]);
  return parent > 0 ? parent : undefined;
}

/** One process of each network namespace that any process is in: by its name, "net:[4026531840]". */
export function networkNamespaces(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const pid of processes()) {
    const name = networkNamespaceOf(pid);
    if (name !== undefined && !found.has(name)) found.set(name, pid);
  }
  return found;
}

export function networkNamespaceOf(pid: number | 'self'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined;
  }
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

/** Stops a process, or lets it go on. It may have ended. */
export function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, name);
  } catch {
    // Nothing has to be stopped any more.
  }
}

const processes = (): readonly number[] => readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? [Number(entry)] : []));

function stats(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function text(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
