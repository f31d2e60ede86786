import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';

/** The numbers of all processes that are seen from here. */
export const processes = (): readonly number[] => readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? [Number(entry)] : []));

/** A file of a process, which may end while it is read; undefined: it is gone, or not ours to read. */
export function processText(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return undefined;
  }
}

/** The process that started another one, or took it over. */
export function parentOf(pid: number): number | undefined {
  const parent = Number(/^PPid:\t(\d+)$/m.exec(processText(pid, 'status') ?? '')?.[1]);
  return parent > 0 ? parent : undefined;
}

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

/** Sends a signal to a process, which may have ended, or not be ours. */
export function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // There is nobody any more, or nobody of ours, whom it could reach.
  }
}

function stats(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
