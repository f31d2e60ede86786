import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Commands of a shell in a mount namespace of its own, by which the machine looks different there and stays as it is everywhere else. */

/**
 * The lines of `file` are /etc/subuid and /etc/subgid. A machine that has no such files gets none: there /etc is a copy, in `folder`, which everybody may
 * enter.
 */
export const withSubids = (file: string, folder: string): string =>
  `[ -e /etc/subuid ] && [ -e /etc/subgid ] || { own=$(mktemp -d ${join(folder, 'etc-XXXXXX')}) && chmod 755 "$own" &&
    cp -a /etc/. "$own" && mount --bind "$own" /etc && touch /etc/subuid /etc/subgid; } &&
  mount --bind ${file} /etc/subuid && mount --bind ${file} /etc/subgid`;

/** crun takes no tree of control groups of both versions: the newer one is covered. */
export const withOneCgroupVersion = existsSync('/sys/fs/cgroup/unified') ? 'umount /sys/fs/cgroup/unified' : 'true';

/** Has the file system of this path a disk? What has none is numbered with the major number 0. Source: Linux 6.12 fs/super.c get_anon_bdev. */
export const isOnDisk = (path: string): boolean => ((statSync(path).dev >> 8) & 0xfff) !== 0;
