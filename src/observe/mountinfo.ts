import type { Origin, Source } from '../model/index.ts';
import { linesOf } from './texts.ts';

/** One line of /proc/PID/mountinfo. Source: proc_pid_mountinfo(5), man-pages 6.9; Linux 6.12 fs/proc_namespace.c show_mountinfo. */
export interface MountLine {
  /** Up to its own options: what follows is the file system's, long and of no use to a reader. */
  readonly origin: Origin;
  readonly id: string;
  readonly parent: string;
  /** "254:0": which file system. */
  readonly device: string;
  /** Which part of the file system is mounted. */
  readonly root: string;
  /** Where, as the process sees it. */
  readonly point: string;
  /** Of this mount. */
  readonly options: readonly string[];
  /** "shared:3", "master:1". */
  readonly tags: readonly string[];
  readonly type: string;
  readonly source: string;
  /** Of the whole file system. */
  readonly superOptions: readonly string[];
}

/** A process may have as many mounts as fs.mount-max allows, 100000 unless changed. */
const mostMounts = 100_000;

/** Lines that are not understood are left out. */
export const parseMountinfo = (source: Source): readonly MountLine[] =>
  linesOf(source, mostMounts).flatMap(({ text, origin }) => parseLine(text, origin) ?? []);

function parseLine(text: string, origin: Origin): MountLine | undefined {
  const words = text.split(' ');
  const dash = words.indexOf('-', 6);
  const [id, parent, device, root, point, options] = words;
  const [type, source, superOptions = ''] = dash < 0 ? [] : words.slice(dash + 1);
  if (
    id === undefined ||
    parent === undefined ||
    device === undefined ||
    root === undefined ||
    point === undefined ||
    options === undefined
  )
    return undefined;
  if (type === undefined || source === undefined) return undefined;
  return {
    origin: { ...origin, end: origin.start + words.slice(0, 6).join(' ').length },
    id,
    parent,
    device,
    root: unescaped(root),
    point: unescaped(point),
    options: options.split(','),
    tags: words.slice(6, dash),
    type,
    source: unescaped(source),
    superOptions: superOptions.split(','),
  };
}

/** Space, tab, line feed, backslash and # are written as a backslash and three octal digits, byte by byte: all of them are ASCII. */
export const unescaped = (text: string): string =>
  text.includes('\\') ? text.replace(/\\([0-3][0-7]{2})/g, (whole, digits: string) => charOf(digits) ?? whole) : text;

const charOf = (digits: string): string | undefined => {
  const code = Number.parseInt(digits, 8);
  return code < 0x80 ? String.fromCharCode(code) : undefined;
};

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
