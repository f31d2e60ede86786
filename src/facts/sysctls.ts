/**
 * Which kernel parameters belong to a container alone. A parameter is namespaced when each network or IPC namespace
 * has its own value; everything else under /proc/sys is the host's.
 */
export type SysctlNamespace = 'network' | 'ipc' | 'uts';

/** Source: opencontainers/runc libcontainer/configs/validate/validator.go (sysctl), 1.2: what it lets a container set. */
const ipcNames = new Set([
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
]);

/** The namespace that a parameter (with dots) belongs to; undefined: it is the host's, and the runtime refuses to set it. */
export function sysctlNamespace(name: string): SysctlNamespace | undefined {
  if (name.startsWith('net.')) return 'network';
  if (ipcNames.has(name) || name.startsWith('fs.mqueue.')) return 'ipc';
  return name === 'kernel.domainname' ? 'uts' : undefined;
}

/**
 * The parameters that no other pod on the node can feel, with the Kubernetes version since which Pod Security lets
 * them pass.
 * Source: kubernetes/pod-security-admission policy/check_sysctls.go at 8f84a87c (July 2026).
 */
export const kubernetesSafeSysctls: ReadonlyMap<string, string> = new Map([
  ['kernel.shm_rmid_forced', '1.0'],
  ['net.ipv4.ip_local_port_range', '1.0'],
  ['net.ipv4.tcp_syncookies', '1.0'],
  ['net.ipv4.ping_group_range', '1.0'],
  ['net.ipv4.ip_unprivileged_port_start', '1.0'],
  ['net.ipv4.ip_local_reserved_ports', '1.27'],
  ['net.ipv4.tcp_keepalive_time', '1.29'],
  ['net.ipv4.tcp_fin_timeout', '1.29'],
  ['net.ipv4.tcp_keepalive_intvl', '1.29'],
  ['net.ipv4.tcp_keepalive_probes', '1.29'],
  ['net.ipv4.tcp_rmem', '1.32'],
  ['net.ipv4.tcp_wmem', '1.32'],
  ['net.ipv4.tcp_slow_start_after_idle', '1.37'],
  ['net.ipv4.tcp_notsent_lowat', '1.37'],
]);

/**
 * The same names with the version since which the kubelet takes them: later for two of them than Pod Security,
 * whose list has no version for what it had at its start. It refuses every other one unless its --allowed-unsafe-sysctls names it.
 * Source: kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster, "Safe and Unsafe Sysctls".
 */
export const kubeletSafeSysctls: ReadonlyMap<string, string> = new Map([
  ...kubernetesSafeSysctls,
  ['net.ipv4.ping_group_range', '1.18'],
  ['net.ipv4.ip_unprivileged_port_start', '1.22'],
]);

interface Weakening {
  /** A `*` stands for one part between dots, such as an interface. */
  readonly name: string;
  readonly value: string;
  /** What it does to the container, as a clause. */
  readonly effect: string;
}

/**
 * Values that take a protection of the network stack away from the container itself. Values that the kernel has
 * anyway (accept_redirects on an end host, ip_forward on an engine's host) are not here.
 * Source: Linux Documentation/networking/ip-sysctl.rst and net/ipv4/devinet.c, 6.12.
 */
export const weakeningSysctls: readonly Weakening[] = [
  { name: 'net.ipv4.conf.*.route_localnet', value: '1', effect: 'lets neighbours on the network reach what listens on 127.0.0.1' },
  { name: 'net.ipv4.conf.*.accept_source_route', value: '1', effect: 'lets a sender choose the route of a packet around filters' },
  { name: 'net.ipv6.conf.*.accept_source_route', value: '1', effect: 'lets a sender choose the route of a packet around filters' },
  { name: 'net.ipv4.tcp_syncookies', value: '0', effect: 'turns off the defence against SYN floods' },
  { name: 'net.ipv4.icmp_echo_ignore_broadcasts', value: '0', effect: 'answers broadcast pings, which amplify floods' },
];

/** What a value takes away, as a clause; undefined: nothing that is known. */
export const sysctlEffect = (name: string, value: string): string | undefined =>
  weakeningSysctls.find((one) => one.value === value.trim() && isSysctl(one.name, name))?.effect;

/** A `*` stands for one part or more. */
export function isSysctl(pattern: string, name: string): boolean {
  const [head = '', tail] = pattern.split('*');
  return tail === undefined ? name === pattern : name.length > pattern.length - 1 && name.startsWith(head) && name.endsWith(tail);
}
