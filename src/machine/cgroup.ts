import { type Field, type HostCgroup, isKnown, knownValue, mapField, type Source, unknown, written } from '../model/index.ts';
import { byPath, type Files, linesOf, wholeOf } from './files.ts';

interface Mounted {
  readonly folder: string;
  readonly version: 1 | 2;
  /** Version 1: the controllers among its options. */
  readonly controllers: readonly string[];
  readonly origin: NonNullable<Field<string>['origin']>;
}

/** Version 1 names that mean what version 2 calls otherwise. */
const modern: Readonly<Record<string, string>> = { blkio: 'io', cpuacct: 'cpu' };

const known = new Set('cpu cpuacct cpuset memory blkio pids devices freezer hugetlb net_cls net_prio perf_event rdma misc'.split(' '));

/** Sources: cgroups(7); Linux Documentation/admin-guide/cgroup-v2.rst. */
export function cgroupOf(files: Files): HostCgroup {
  const mounts = files.source('/proc/self/mounts') ?? files.source('/proc/mounts');
  if (mounts === undefined || 'state' in mounts) {
    const why = mounts ?? unknown('/proc/mounts is not there');
    return { layout: why, controllers: why, swapLimit: why, swapInUse: swapOf(files), delegated: [] };
  }
  const mounted = mountedIn(mounts);
  const [first, second] = [mounted.filter(({ version }) => version === 1), mounted.find(({ version }) => version === 2)];
  return {
    layout: layoutOf(first, second, mounts),
    controllers: controllersOf(files, first, second),
    swapLimit: swapLimitOf(files, first, second),
    swapInUse: swapOf(files),
    delegated: delegatedIn(files, second),
  };
}

function mountedIn(source: Source): Mounted[] {
  const found = new Map<string, Mounted>();
  for (const { text, origin } of linesOf(source)) {
    const [, folder, type, options = ''] = text.split(' ');
    if (folder === undefined || (type !== 'cgroup' && type !== 'cgroup2')) continue;
    const controllers = type === 'cgroup' ? options.split(',').filter((option) => known.has(option)) : [];
    // A container's private mount of the same hierarchy says nothing new.
    const key = `${type} ${controllers.join(',')}`;
    if (type === 'cgroup2' || controllers.length > 0)
      found.set(key, found.get(key) ?? { folder, version: type === 'cgroup' ? 1 : 2, controllers, origin });
  }
  return [...found.values()];
}

function layoutOf(first: readonly Mounted[], second: Mounted | undefined, mounts: Source): HostCgroup['layout'] {
  const [one] = first;
  if (one !== undefined) return written(second === undefined ? 'v1' : 'hybrid', one.origin);
  return second === undefined ? written('none', { source: mounts, start: 0, end: 0 }) : written('v2', second.origin);
}

function controllersOf(files: Files, first: readonly Mounted[], second: Mounted | undefined): Field<readonly string[]> {
  const unified = second === undefined ? undefined : wholeOf(files, `${second.folder}/cgroup.controllers`);
  if (first.length === 0) {
    if (second === undefined) return byPath('/proc/self/mounts', []);
    return unified === undefined ? unknown(`${second.folder}/cgroup.controllers is not there`) : mapField(unified, namesIn);
  }
  const origin = (first[0] as Mounted).origin;
  const names = [...first.flatMap(({ controllers }) => controllers), ...namesIn(knownValue(unified) ?? '')];
  return written([...new Set(names.map((name) => modern[name] ?? name))], origin);
}

const namesIn = (text: string): string[] => text.split(/\s+/).filter((name) => name !== '');

/** Version 1 has a file for both together where the kernel counts swap; version 2 has one in every cgroup but the root. */
function swapLimitOf(files: Files, first: readonly Mounted[], second: Mounted | undefined): Field<boolean> {
  const memory = first.find(({ controllers }) => controllers.includes('memory'));
  const { door } = files;
  if (memory !== undefined) {
    const path = `${memory.folder}/memory.memsw.limit_in_bytes`;
    if (door.look(`${memory.folder}/memory.limit_in_bytes`) === undefined) return unknown(`${memory.folder} cannot be read`);
    return byPath(path, door.look(path) !== undefined);
  }
  if (second === undefined) return byPath('/proc/self/mounts', false);
  const children = [
    second.folder,
    ...door
      .list(second.folder)
      .slice(0, 200)
      .map((name) => `${second.folder}/${name}`),
  ];
  const child = children.find((folder) => door.look(`${folder}/memory.max`) !== undefined);
  if (child === undefined) return unknown(`no cgroup below ${second.folder} shows its memory files`);
  return byPath(`${child}/memory.swap.max`, door.look(`${child}/memory.swap.max`) !== undefined);
}

function swapOf(files: Files): Field<boolean> {
  const source = files.source('/proc/swaps');
  if (source === undefined) return byPath('/proc/swaps', false);
  if ('state' in source) return source;
  const [, line] = linesOf(source);
  return written(line !== undefined, line?.origin ?? { source, start: 0, end: Math.max(0, source.text.indexOf('\n')) });
}

/** Where systemd keeps what it hands to a user (Delegate= of user@.service). */
function delegatedIn(files: Files, second: Mounted | undefined): HostCgroup['delegated'] {
  if (second === undefined) return [];
  const slices = `${second.folder}/user.slice`;
  return files.door.list(slices).flatMap((name) => {
    const uid = /^user-(\d{1,10})\.slice$/.exec(name)?.[1];
    const controllers = uid === undefined ? undefined : wholeOf(files, `${slices}/${name}/user@${uid}.service/cgroup.controllers`);
    return uid === undefined || !isKnown(controllers) ? [] : [{ uid: Number(uid), controllers: mapField(controllers, namesIn) }];
  });
}
