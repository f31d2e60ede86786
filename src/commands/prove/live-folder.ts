import { mountInfo } from '../../text/mountinfo.ts';

/**
 * Folders of a container where a program can be put and run, best first: memory before the root file system, and never what is shared with the host.
 * Only such as lie in the root itself, since whoever is inside could put a link in the place of any other. From /proc/PID/mountinfo (proc(5)). The root is ''.
 */
export function foldersFor(mountinfo: string): readonly string[] {
  const found = new Map<string, { readonly rank: number; readonly usable: boolean }>();
  for (const line of mountinfo.split('\n')) {
    const mount = mountInfo(line);
    if (mount === undefined) continue;
    const { point, type, options, superOptions } = mount;
    const flags = new Set([...options, ...superOptions]);
    // What is mounted later on the same place covers what was there.
    found.set(point, { rank: rankOf(point, type), usable: !flags.has('ro') && !flags.has('noexec') });
  }
  return [...found]
    .filter(([, { rank, usable }]) => usable && rank < never)
    .sort(([, a], [, b]) => a.rank - b.rank)
    .map(([point]) => (point === '/' ? '' : point));
}

const never = 9;

function rankOf(point: string, type: string): number {
  if (point === '/dev') return type === 'tmpfs' ? 0 : never;
  if (/^\/[\w.-]+$/.test(point)) return type === 'tmpfs' ? 1 : never;
  return point === '/' ? 2 : never;
}
