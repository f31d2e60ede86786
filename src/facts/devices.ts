import type { Device, Severity } from '../model/index.ts';

/** What a device of the host gives to whoever holds it. Paths as Linux 6.12 Documentation/admin-guide/devices.txt and udev name them. */
export interface DeviceClass {
  readonly paths: readonly string[];
  readonly reach: 'none' | 'host' | 'kernel' | 'hardware' | 'input';
  /** What it is to give it away, as a clause; `{path}` stands for the device. Empty where there is nothing to say. */
  readonly gives: string;
}

/** A path that ends in `*` stands for everything that starts so. The first class that fits counts. */
export const deviceClasses: readonly DeviceClass[] = [
  {
    paths: ['/dev/null', '/dev/zero', '/dev/full', '/dev/random', '/dev/urandom', '/dev/tty', '/dev/stdin', '/dev/stdout', '/dev/stderr'],
    reach: 'none',
    gives: '',
  },
  // Raw block storage that the cluster gave to this claim alone: none of the node's own (as the Kubernetes surface names it).
  { paths: ['persistentVolumeClaim/*'], reach: 'none', gives: '' },
  { paths: ['/dev', '/dev/', '/dev/*'], reach: 'host', gives: 'may use every device of the host, its disks and memory among them' },
  {
    paths: ['/dev/mem', '/dev/kmem', '/dev/port'],
    reach: 'host',
    gives: "{path} is the host's physical memory",
  },
  {
    paths: [
      '/dev/sd*',
      '/dev/hd*',
      '/dev/vd*',
      '/dev/xvd*',
      '/dev/nvme*',
      '/dev/mmcblk*',
      '/dev/dm-*',
      '/dev/mapper/*',
      '/dev/md*',
      '/dev/disk/*',
      '/dev/block/*',
      '/dev/bcache*',
      '/dev/rbd*',
      '/dev/sg*',
      '/dev/loop*',
      '/dev/nbd*',
    ],
    reach: 'host',
    gives: '{path} is a disk of the host, past every file permission on it',
  },
  {
    paths: ['/dev/vfio/*', '/dev/cpu/*', '/dev/iommu'],
    reach: 'kernel',
    gives: '{path} drives hardware directly, its access to memory included',
  },
  { paths: ['/dev/kmsg'], reach: 'kernel', gives: "{path} is the host's kernel log" },
  { paths: ['/dev/input/*', '/dev/uinput', '/dev/hidraw*'], reach: 'input', gives: '{path} reads or makes the key strokes of the host' },
];

/** The class of a device's path; undefined: one that is of no kind with a name here. */
export const deviceClassOf = ({ path }: Device): DeviceClass | undefined =>
  deviceClasses.find(({ paths }) => paths.some((pattern) => fits(pattern, path)));

const fits = (pattern: string, path: string): boolean =>
  pattern === path || (pattern.endsWith('*') && pattern !== '/dev/*' && path.startsWith(pattern.slice(0, -1)));

/** How grave it is to be given a device, without a user namespace. Without reading and writing only the node can be made, which opens nothing. */
export function deviceSeverity(device: Device): Severity {
  const { permissions = 'rwm' } = device;
  const reach = deviceClassOf(device)?.reach;
  if (!/[rw]/.test(permissions)) return 'low';
  if (reach === 'host') return permissions.includes('w') ? 'critical' : 'high';
  return reach === 'kernel' || reach === 'input' ? 'medium' : 'low';
}
