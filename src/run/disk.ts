import type { MachineDoor } from '../model/index.ts';
import { type MountInfo, mountInfo } from '../text/mountinfo.ts';

/** A whole disk of this machine, or why none can be told. */
export type Disk = { readonly device: string } | { readonly because: string };

type Door = Pick<MachineDoor, 'read' | 'link' | 'look'>;

/**
 * The disk that a folder lies on: that of its file system, as the kernel's list of mounts numbers it, and of a partition the disk around it, since control
 * groups limit whole disks alone. Source: Linux 6.12 block/blk-cgroup.c blkg_conf_open_bdev (ENODEV for a partition). What lies on several disks or on
 * none (btrfs, ZFS, overlay, memory) has a number that no disk has.
 */
export function diskUnder(folder: string, door: Door): Disk {
  const mounts = door.read('/proc/self/mountinfo');
  const mount = 'text' in mounts ? mountAround(folder, mounts.text) : undefined;
  if (mount === undefined) return { because: `it is not known which disk ${folder} lies on` };
  const link = door.link(`/sys/dev/block/${mount.device}`);
  if (link === undefined) return { because: `${folder} lies on ${mount.type}, not on one disk` };
  const parts = link.split('/');
  const isPart = door.look(`/sys/dev/block/${mount.device}/partition`) !== undefined;
  const name = (isPart ? parts.at(-2) : parts.at(-1)) ?? '';
  // The kernel writes ! for the / of a name.
  const device = `/dev/${name.replaceAll('!', '/')}`;
  return name === '' || door.look(device) === undefined
    ? { because: `there is no device file of the disk that ${folder} lies on` }
    : { device };
}

/** Of two mounts on the same place the later one is seen. */
function mountAround(folder: string, mountinfo: string): MountInfo | undefined {
  let found: MountInfo | undefined;
  for (const line of mountinfo.split('\n')) {
    const mount = mountInfo(line);
    if (mount === undefined) continue;
    const around = folder === mount.point || folder.startsWith(mount.point === '/' ? '/' : `${mount.point}/`);
    if (around && mount.point.length >= (found?.point.length ?? 0)) found = mount;
  }
  return found;
}
