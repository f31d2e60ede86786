import { systemMounts } from './mounts.ts';
import type { EngineFacts } from './shape.ts';

/** Where the paths were looked up: moby/moby at every release tag from v20.10.0 to docker-v29.7.2. */
export const docker: EngineFacts = {
  name: 'Docker',
  versions: [
    '20.10',
    '23.0',
    '24.0',
    '25.0',
    '26.0',
    '26.1',
    '27.0',
    '27.1',
    '27.2',
    '27.3',
    '27.4',
    '27.5',
    '28.0',
    '28.1',
    '28.2',
    '28.3',
    '28.4',
    '28.5',
    '29.0',
    '29.1',
    '29.2',
    '29.3',
    '29.4',
    '29.5',
    '29.6',
    '29.7',
  ],
  // oci/caps/defaults.go, unchanged over all versions.
  capabilities: [
    {
      value: [
        'CAP_CHOWN',
        'CAP_DAC_OVERRIDE',
        'CAP_FSETID',
        'CAP_FOWNER',
        'CAP_MKNOD',
        'CAP_NET_RAW',
        'CAP_SETGID',
        'CAP_SETUID',
        'CAP_SETFCAP',
        'CAP_SETPCAP',
        'CAP_NET_BIND_SERVICE',
        'CAP_SYS_CHROOT',
        'CAP_KILL',
        'CAP_AUDIT_WRITE',
      ],
    },
  ],
  // CVE-2022-24769: oci/defaults.go lost Inheritable in 20.10.14.
  inheritable: [
    { value: true, until: '20.10.14' },
    { value: false, since: ['20.10.14'] },
  ],
  // oci/defaults.go; daemon/pkg/oci/defaults.go since 29.0.
  maskedPaths: [
    { value: '/proc/acpi' },
    { value: '/proc/asound' },
    { value: '/proc/interrupts', since: ['28.0.2'] },
    { value: '/proc/kcore' },
    { value: '/proc/keys' },
    { value: '/proc/latency_stats' },
    { value: '/proc/sched_debug' },
    { value: '/proc/scsi' },
    { value: '/proc/timer_list' },
    { value: '/proc/timer_stats' },
    { value: '/sys/devices/virtual/powercap', since: ['20.10.27', '23.0.8', '24.0.7', '25.0.0'] },
    { value: '/sys/devices/system/cpu/cpu*/thermal_throttle', since: ['28.0.2'] },
    { value: '/sys/firmware' },
  ],
  readonlyPaths: [
    { value: '/proc/bus' },
    { value: '/proc/fs' },
    { value: '/proc/irq' },
    { value: '/proc/sys' },
    { value: '/proc/sysrq-trigger' },
  ],
  seccomp: 'default',
  // daemon/config/config_linux.go DefaultIpcMode.
  ipc: [{ value: 'private' }],
  // The time namespace is in the default specification since 29.5.0.
  time: [
    { value: 'host', until: '29.5.0' },
    { value: 'private', since: ['29.5.0'] },
  ],
  // daemon_unix.go getPidsLimit: no limit unless asked for.
  pids: -1,
  // dockerd sets none (daemon.json default-ulimits is empty): the shim inherits those of containerd's service.
  // containerd.service: LimitNPROC and LimitCORE are infinity in all; LimitNOFILE=1048576 in v1.4, infinity in v1.5 to
  // v1.7, gone in v2.0 (systemd's 1024:524288).
  rlimits: [
    { value: [limit('nofile', 1048576, 1048576), limit('nproc', -1, -1), limit('core', -1, -1)], until: '23.0.0' },
    { value: [limit('nofile', -1, -1), limit('nproc', -1, -1), limit('core', -1, -1)], since: ['23.0.0'], until: '29.0.0' },
    { value: [limit('nofile', 1024, 524288), limit('nproc', -1, -1), limit('core', -1, -1)], since: ['29.0.0'] },
  ],
  mounts: systemMounts,
  readonlyRootMounts: [],
  // oci_linux.go withMounts.
  tmpfsOptions: ['noexec', 'nosuid', 'nodev'],
  // oci_linux.go withCommonOptions, since 20.10.0.
  networkSysctls: { 'net.ipv4.ping_group_range': '0 2147483647', 'net.ipv4.ip_unprivileged_port_start': '0' },
};

function limit(type: string, soft: number, hard: number) {
  return { type, soft, hard, by: "the limits of containerd's service" };
}

/** daemon/seccomp_linux.go: before, a privileged container ran without the profile that it asked for. */
export const privilegedKeepsSeccompProfileSince = '27.0.0';
