import type { Origin, Source } from '../model/index.ts';
import { type MountInfo, mountInfo } from '../text/mountinfo.ts';
import { linesOf } from './texts.ts';

/** A line of /proc/PID/mountinfo, and where it stands. */
export interface MountLine extends MountInfo {
  /** Up to its own options: what follows is the file system's, long and of no use to a reader. */
  readonly origin: Origin;
}

/** A process may have as many mounts as fs.mount-max allows, 100000 unless changed. */
const mostMounts = 100_000;

/** Lines that are not understood are left out. */
export const parseMountinfo = (source: Source): readonly MountLine[] =>
  linesOf(source, mostMounts).flatMap(({ text, origin }) => parseLine(text, origin) ?? []);

function parseLine(text: string, origin: Origin): MountLine | undefined {
  const mount = mountInfo(text);
  return mount && { ...mount, origin: { ...origin, end: origin.start + text.split(' ', 6).join(' ').length } };
}

/** What can be seen at each place: a later mount covers an earlier one at the same place, and all that lies below it. */
export function visible(lines: readonly MountLine[]): readonly MountLine[] {
  const top = new Map<string, MountLine>();
  for (const line of lines) top.set(line.point, line);
  return lines.filter((line) => top.get(line.point) === line);
}

/** Does `path` lie in `folder`, or is it that? What is left of it then, beginning with a slash; empty for the folder itself. */
export function below(path: string, folder: string): string | undefined {
  if (folder === '/') return path === '/' ? '' : path;
  if (path === folder) return '';
  return path.startsWith(`${folder}/`) ? path.slice(folder.length) : undefined;
}
