/** One line of /proc/PID/mountinfo. Source: proc_pid_mountinfo(5), man-pages 6.9; Linux 6.12 fs/proc_namespace.c show_mountinfo. */
export interface MountInfo {
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

/** Undefined: it is no such line. */
export function mountInfo(line: string): MountInfo | undefined {
  const words = line.split(' ');
  const dash = words.indexOf('-', 6);
  if (dash < 0) return undefined;
  const [id = '', parent = '', device = '', root = '', point = '', options = ''] = words;
  const [type, source, superOptions = ''] = words.slice(dash + 1);
  if (type === undefined || source === undefined) return undefined;
  return {
    ...{ id, parent, device, root: unescaped(root), point: unescaped(point), options: options.split(',') },
    ...{ tags: words.slice(6, dash), type, source: unescaped(source), superOptions: superOptions.split(',') },
  };
}

/** Space, tab, line feed, backslash and # are written as a backslash and three octal digits, byte by byte: all of them are ASCII. */
const unescaped = (text: string): string =>
  text.includes('\\') ? text.replace(/\\([0-3][0-7]{2})/g, (whole, digits: string) => charOf(digits) ?? whole) : text;

const charOf = (digits: string): string | undefined => {
  const code = Number.parseInt(digits, 8);
  return code < 0x80 ? String.fromCharCode(code) : undefined;
};
