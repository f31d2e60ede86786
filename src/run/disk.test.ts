import { describe, expect, it } from 'vitest';
import { diskUnder } from './disk.ts';

const mountinfo = String.raw`22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw
40 27 0:40 / /home rw - btrfs /dev/sdb rw
41 27 8:16 / /srv rw shared:1 - xfs /dev/sdb rw
42 41 0:50 / /srv/docker rw - tmpfs t rw
43 41 253:0 / /srv/docker rw - ext4 /dev/mapper/data rw
44 27 104:0 / /raid\040one rw - ext4 /dev/cciss/c0d0 rw
45 27 9:9 / /gone rw - ext4 /dev/gone rw`;

const links: Readonly<Record<string, string>> = {
  '/sys/dev/block/254:1': '../../devices/pci0000:00/virtio1/block/vda/vda1',
  '/sys/dev/block/8:16': '../../devices/pci0000:00/host0/block/sdb',
  '/sys/dev/block/253:0': '../../devices/virtual/block/dm-0',
  '/sys/dev/block/104:0': '../../devices/pci0000:00/block/cciss!c0d0',
  '/sys/dev/block/9:9': '../../devices/virtual/block/gone',
};
const there = new Set(['/sys/dev/block/254:1/partition', '/dev/vda', '/dev/sdb', '/dev/dm-0', '/dev/cciss/c0d0']);
const door = {
  read: (path: string) => (path === '/proc/self/mountinfo' ? { text: mountinfo } : ({ missing: true } as const)),
  link: (path: string) => links[path],
  look: (path: string) => (there.has(path) ? ({ kind: 'other', mode: 0o660, uid: 0, gid: 6 } as const) : undefined),
};

describe('the disk under a folder', () => {
  it.each([
    ['/var/lib/docker', '/dev/vda'],
    ['/srv', '/dev/sdb'],
    ['/srvother', '/dev/vda'],
    ['/srv/docker/data', '/dev/dm-0'],
    ['/raid one/docker', '/dev/cciss/c0d0'],
  ])('%s: %s', (folder, device) => expect(diskUnder(folder, door)).toEqual({ device }));

  it.each([
    ['/home/me/containers', /lies on btrfs, not on one disk/],
    ['/gone/docker', /no device file/],
  ])('%s: none', (folder, because) => expect(diskUnder(folder, door)).toEqual({ because: expect.stringMatching(because) }));

  it('nothing is known without the list of mounts', () =>
    expect(diskUnder('/', { ...door, read: () => ({ refused: 'no' }) })).toEqual({ because: 'it is not known which disk / lies on' }));
});
