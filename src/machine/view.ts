import { type Field, type Host, unknown } from '../model/index.ts';
import { byPath, type Files } from './files.ts';

/** The first process's namespaces have fixed inode numbers. Source: Linux include/linux/proc_ns.h, PROC_PID_INIT_INO. */
const initialPidNamespace = 'pid:[4026531836]';

/** Fixed as well since Linux 6.18 (include/uapi/linux/nsfs.h, MNT_NS_INIT_INO); an older kernel has another, which nothing tells. */
const initialMountNamespace = 'mnt:[4026531832]';

/**
 * Is this the machine itself, or a container's view of it? The file /.dockerenv proves nothing: it stays behind when an image is
 * used as a machine's disk. The pid namespace decides; where it is the host's own, a root folder other than the first process's does.
 */
export function viewOf(files: Files): Host['view'] {
  const { door } = files;
  const pid = door.link('/proc/self/ns/pid');
  if (pid === undefined) return unknown('/proc/self/ns/pid cannot be read');
  if (pid !== initialPidNamespace) return byPath('/proc/self/ns/pid', 'container');
  const [own, first] = [door.link('/proc/self/ns/mnt'), door.link('/proc/1/ns/mnt')];
  if (own === initialMountNamespace) return byPath('/proc/self/ns/mnt', 'machine');
  const marked = ['/.dockerenv', '/run/.containerenv'].some((path) => door.look(path) !== undefined);
  const apart: Field<'container'> = byPath('/proc/self/ns/mnt', 'container');
  if (own !== undefined && first !== undefined) return own !== first && marked ? apart : byPath('/proc/self/ns/pid', 'machine');
  return marked
    ? unknown('/proc/1/ns/mnt cannot be read without root, and /.dockerenv or /run/.containerenv is there')
    : byPath('/proc/self/ns/pid', 'machine');
}
