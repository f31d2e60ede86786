import type { SystemMount } from './shape.ts';

const mib = 1024 * 1024;

/**
 * What every engine mounts: the same list in moby v20.10.27 to docker-v29.7.2 oci/defaults.go, containerd v2.3.4
 * pkg/oci/mounts.go with internal/cri/opts, and podman v5.8.2 vendor/…/runtime-tools/generate/generate.go.
 * /dev has no noexec in any of them. The 64 MiB of /dev/shm: moby daemon/config DefaultShmSize, Podman DefaultShmSize.
 */
export const systemMounts: readonly SystemMount[] = [
  { destination: '/proc', filesystem: 'proc', readonly: false, options: ['nosuid', 'noexec', 'nodev'] },
  { destination: '/dev', filesystem: 'tmpfs', readonly: false, options: ['nosuid', 'strictatime', 'mode=755'], size: 64 * mib },
  {
    destination: '/dev/pts',
    filesystem: 'devpts',
    readonly: false,
    options: ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', 'gid=5'],
  },
  { destination: '/dev/mqueue', filesystem: 'mqueue', readonly: false, options: ['nosuid', 'noexec', 'nodev'] },
  {
    destination: '/dev/shm',
    filesystem: 'tmpfs',
    readonly: false,
    options: ['nosuid', 'noexec', 'nodev', 'mode=1777'],
    size: 64 * mib,
  },
  { destination: '/sys', filesystem: 'sysfs', readonly: true, options: ['nosuid', 'noexec', 'nodev'] },
  { destination: '/sys/fs/cgroup', filesystem: 'cgroup', readonly: true, options: ['nosuid', 'noexec', 'nodev'] },
];
