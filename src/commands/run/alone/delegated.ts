import { lookAt, readText } from '../../../host/read.ts';
import { Unreadable } from '../../../model/index.ts';
import type { Delegated } from '../../../run/index.ts';

/**
 * The control groups that the caller, who is not root, may make: beside the one that he is in, where that one's parent is his own and holds no process, as below
 * `systemd-run --user --scope -p Delegate=yes`. Only of version 2: what version 1 would let a user do the kernel does not keep from harm (cgroups(7), "Cgroups delegation").
 * `name`: of the one to make.
 */
export function delegatedTo(uid: number, name: string, root = '/sys/fs/cgroup', own = ownGroups()): Delegated | undefined {
  const [path, ...more] = own.flatMap((line) => (line.startsWith('0::/') ? [line.slice('0::'.length)] : line === '' ? [] : [undefined]));
  if (path === undefined || more.length > 0 || path.includes('/..')) return undefined;
  const parent = path.slice(0, path.lastIndexOf('/'));
  const folder = `${root}${parent}`;
  try {
    const his = ['', '/cgroup.procs', '/cgroup.subtree_control'].every((file) => lookAt(`${folder}${file}`)?.uid === uid);
    if (!his || readText(`${folder}/cgroup.procs`).trim() !== '') return undefined;
    return { path: `${parent}/${name}`, controllers: readText(`${folder}/cgroup.controllers`).trim().split(/\s+/) };
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

const ownGroups = (): readonly string[] => readText('/proc/self/cgroup').split('\n');
