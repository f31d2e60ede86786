import { systemMounts } from './mounts.ts';
import type { DefaultRlimit, EngineFacts, SystemMount } from './shape.ts';

const eleven = [
  'CAP_CHOWN',
  'CAP_DAC_OVERRIDE',
  'CAP_FOWNER',
  'CAP_FSETID',
  'CAP_KILL',
  'CAP_NET_BIND_SERVICE',
  'CAP_SETFCAP',
  'CAP_SETGID',
  'CAP_SETPCAP',
  'CAP_SETUID',
  'CAP_SYS_CHROOT',
];

/**
 * Where the facts were looked up: containers/podman at the tags v3.4.0 to v5.8.2, with the containers/common that each
 * vendors (pkg/config/default.go). What a distribution writes into containers.conf may differ.
 */
export const podman: EngineFacts = {
  name: 'Podman',
  versions: [
    '3.4',
    '4.0',
    '4.1',
    '4.2',
    '4.3',
    '4.4',
    '4.5',
    '4.6',
    '4.7',
    '4.8',
    '4.9',
    '5.0',
    '5.1',
    '5.2',
    '5.3',
    '5.4',
    '5.5',
    '5.6',
    '5.7',
    '5.8',
  ],
  // DefaultCapabilities. 4.4.0 and 4.4.1 went without CAP_SYS_CHROOT, which came back within that line.
  capabilities: [
    { value: [...eleven, 'CAP_AUDIT_WRITE', 'CAP_MKNOD', 'CAP_NET_RAW'], until: '4.4.0' },
    { value: eleven, since: ['4.4.0'] },
  ],
  // CVE-2022-27649: pkg/specgen/generate/security.go left off Inheritable in 3.4.7 and 4.0.3.
  inheritable: [
    { value: false, since: ['3.4.7', '4.0.3'] },
    { value: true, until: '4.0.3' },
  ],
  // pkg/specgen/generate/config_linux.go up to 4.9, then pkg/config/default.go.
  maskedPaths: [
    { value: '/proc/acpi' },
    { value: '/proc/interrupts', since: ['5.5.0'] },
    { value: '/proc/kcore' },
    { value: '/proc/keys' },
    { value: '/proc/latency_stats' },
    { value: '/proc/sched_debug' },
    { value: '/proc/scsi' },
    { value: '/proc/timer_list' },
    { value: '/proc/timer_stats' },
    { value: '/sys/dev/block', until: '5.4.0' },
    { value: '/sys/devices/virtual/powercap', since: ['5.0.0'] },
    { value: '/sys/devices/system/cpu/cpu*/thermal_throttle', since: ['5.5.0'] },
    { value: '/sys/firmware' },
    { value: '/sys/fs/selinux' },
  ],
  readonlyPaths: [
    { value: '/proc/asound' },
    { value: '/proc/bus' },
    { value: '/proc/fs' },
    { value: '/proc/irq' },
    { value: '/proc/sys' },
    { value: '/proc/sysrq-trigger' },
  ],
  seccomp: 'default',
  ipc: [
    { value: 'private', until: '4.1.0' },
    { value: 'shareable', since: ['4.1.0'] },
  ],
  time: [{ value: 'host' }],
  // DefaultPidsLimit.
  pids: 2048,
  // RLimitDefaultValue; before 5.3 getDefaultProcessLimits raised nproc to kernel.pid_max (4194304 on 64-bit systems).
  rlimits: [
    { value: [limit('nofile', 1048576), { ...limit('nproc', 4194304), by: 'kernel.pid_max' }], until: '5.3.0' },
    { value: [limit('nofile', 1048576), limit('nproc', 1048576)], since: ['5.3.0'] },
  ],
  mounts: systemMounts,
  // pkg/specgen/generate/storage.go addReadWriteTmpfsMounts; /dev/shm stays writable as well.
  readonlyRootMounts: ['/tmp', '/var/tmp', '/run'].map(writable),
  // pkg/util/mount_opts_linux.go: no noexec, unlike Docker.
  tmpfsOptions: ['nosuid', 'nodev'],
  networkSysctls: {},
};

function limit(type: string, both: number): DefaultRlimit {
  return { type, soft: both, hard: both };
}

function writable(destination: string): SystemMount {
  return { destination, filesystem: 'tmpfs', readonly: false, options: ['nosuid', 'nodev', 'tmpcopyup'] };
}
