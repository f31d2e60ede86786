import { type Field, type Source, type Unknown, unknown, written } from '../model/index.ts';
import { below, type MountLine } from './mountinfo.ts';
import { isText, linesOf, nowhereIn, refused, type Texts } from './texts.ts';

/** The folders of a process's control groups, from its own up to the root of what is mounted, by controller ("memory", "cpu", "unified"). */
export interface Cgroups {
  /** `none`: the kernel has no such controller for it. */
  folders(controller: string): readonly string[] | Unknown | 'none';
  /** Version 2 alone, where no hierarchy of version 1 has the controller. */
  readonly version: (controller: string) => 1 | 2;
  /** The path that the container itself would name; the deepest one. */
  readonly path: Field<string>;
}

/** More than a dozen hierarchies there are not; named ones can be added. */
const mostHierarchies = 100;

/** Levels of groups that are looked at: engines and service managers nest five or six. */
const mostLevels = 32;

/** /proc/PID/cgroup: hierarchy, controllers, path. Source: cgroups(7), man-pages 6.9. */
export function parseCgroup(source: Source): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const { text } of linesOf(source, mostHierarchies)) {
    const [, hierarchy, controllers, path] = /^(\d{1,10}):([^:]{0,200}):(\/.*)$/s.exec(text) ?? [];
    if (hierarchy === undefined || controllers === undefined || path === undefined) continue;
    const names = controllers === '' ? ['unified'] : controllers.split(',');
    for (const name of names) if (!paths.has(name)) paths.set(name, path);
  }
  return paths;
}

/** `own`: the reader's mounts, through which the groups are read. */
export function cgroupsOf(texts: Texts, own: readonly MountLine[]): Cgroups {
  const file = `${texts.folder}/cgroup`;
  const read = texts.read(file);
  if (!isText(read)) {
    const why = read ?? unknown(`this kernel has no ${file}`, nowhereIn(file));
    return { folders: () => why, version: () => 2, path: why };
  }
  const paths = parseCgroup(read);
  const version = (controller: string): 1 | 2 => (paths.has(controller) ? 1 : 2);
  return {
    version,
    path: written(paths.get('memory') ?? paths.get('unified') ?? '/', { source: read, start: 0, end: 0 }),
    folders: (controller) => {
      const path = paths.get(controller) ?? paths.get('unified');
      if (path === undefined) return 'none';
      if (path.startsWith('/..')) return refused(file, `its ${controller} group lies outside of those that are seen here`);
      return foldersOf(path, mountFor(own, controller, version(controller)), controller);
    },
  };
}

const mountFor = (own: readonly MountLine[], controller: string, version: 1 | 2): MountLine | undefined =>
  own.findLast(({ type, superOptions }) => (version === 2 ? type === 'cgroup2' : type === 'cgroup' && superOptions.includes(controller)));

function foldersOf(path: string, mount: MountLine | undefined, controller: string): readonly string[] | Unknown {
  if (mount === undefined) return unknown(`the control groups of ${controller} are not mounted here`);
  const rest = below(path, mount.root);
  if (rest === undefined) return unknown(`its ${controller} group ${path} is not below what is mounted here`, mount.origin);
  const parts = rest.split('/').filter((part) => part !== '');
  if (parts.includes('..') || parts.length > mostLevels)
    return unknown(`its ${controller} group ${path} is not one that can be looked at`, mount.origin);
  return Array.from({ length: parts.length + 1 }, (_, depth) => [mount.point, ...parts.slice(0, parts.length - depth)].join('/'));
}
