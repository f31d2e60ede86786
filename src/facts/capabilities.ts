/**
 * Linux capabilities, in the order of their numbers.
 * Source: Linux 6.12 include/uapi/linux/capability.h (numbers, 0 to 40) and capabilities(7) of man-pages 6.05 (kernel versions).
 */
export interface Capability {
  readonly name: string;
  readonly number: number;
  /** The kernel that brought it. */
  readonly since: string;
  /** What it permits, as a clause that follows "may". */
  readonly permits: string;
  /** What an intruder inside a container does with it; absent where that is no way out and no harm to others that limits do not stop. */
  readonly dangerous?: string;
}

export const capabilities: readonly Capability[] = [
  { name: 'CAP_CHOWN', number: 0, since: '2.2', permits: 'give any file to any user or group' },
  { name: 'CAP_DAC_OVERRIDE', number: 1, since: '2.2', permits: 'read, write and execute files whatever their permission bits' },
  {
    name: 'CAP_DAC_READ_SEARCH',
    number: 2,
    since: '2.2',
    permits: 'read files and search folders whatever their permission bits, and open files by handle',
    dangerous: 'opens any file of the host filesystem by its handle (open_by_handle_at)',
  },
  { name: 'CAP_FOWNER', number: 3, since: '2.2', permits: 'act on any file as its owner may' },
  { name: 'CAP_FSETID', number: 4, since: '2.2', permits: 'keep and set the set-uid and set-gid bits of files it does not own' },
  { name: 'CAP_KILL', number: 5, since: '2.2', permits: 'send signals to any process it can see' },
  { name: 'CAP_SETGID', number: 6, since: '2.2', permits: 'take on any group' },
  { name: 'CAP_SETUID', number: 7, since: '2.2', permits: 'take on any user' },
  { name: 'CAP_SETPCAP', number: 8, since: '2.2', permits: 'change its own inheritable, ambient and bounding sets and its secure bits' },
  {
    name: 'CAP_LINUX_IMMUTABLE',
    number: 9,
    since: '2.2',
    permits: 'set and clear the immutable and append-only flags of files',
    dangerous: 'makes files on shared volumes undeletable, or clears the flag that protects them',
  },
  { name: 'CAP_NET_BIND_SERVICE', number: 10, since: '2.2', permits: 'listen on ports below 1024' },
  { name: 'CAP_NET_BROADCAST', number: 11, since: '2.2', permits: 'broadcast and listen to multicast (unused by the kernel)' },
  {
    name: 'CAP_NET_ADMIN',
    number: 12,
    since: '2.2',
    permits: 'configure interfaces, routes, firewall rules and sniffing of its network namespace',
    dangerous: 'rewrites addresses, routes and firewall rules, and reaches much kernel code (netfilter, traffic control)',
  },
  {
    name: 'CAP_NET_RAW',
    number: 13,
    since: '2.2',
    permits: 'open raw and packet sockets, and bind to any address for transparent proxying',
  },
  {
    name: 'CAP_IPC_LOCK',
    number: 14,
    since: '2.2',
    permits: 'lock memory and use huge pages without limit',
  },
  {
    name: 'CAP_IPC_OWNER',
    number: 15,
    since: '2.2',
    permits: 'read and write System V shared memory, queues and semaphores of others',
    dangerous: 'reads and changes the shared memory of every process in its IPC namespace',
  },
  {
    name: 'CAP_SYS_MODULE',
    number: 16,
    since: '2.2',
    permits: 'load and unload kernel modules',
    dangerous: "loads a kernel module, so runs code in the host's kernel",
  },
  {
    name: 'CAP_SYS_RAWIO',
    number: 17,
    since: '2.2',
    permits: 'use I/O ports, /dev/mem, /proc/kcore and raw device commands',
    dangerous: "reads and writes the host's physical memory and devices",
  },
  { name: 'CAP_SYS_CHROOT', number: 18, since: '2.2', permits: 'call chroot and change mount namespaces' },
  {
    name: 'CAP_SYS_PTRACE',
    number: 19,
    since: '2.2',
    permits: 'trace any process it can see and read and write its memory',
    dangerous: 'takes over every process it can see; with the host pid namespace, processes of the host',
  },
  {
    name: 'CAP_SYS_PACCT',
    number: 20,
    since: '2.2',
    permits: 'turn process accounting on and off',
    dangerous: 'turns off the process accounting of the host',
  },
  {
    name: 'CAP_SYS_ADMIN',
    number: 21,
    since: '2.2',
    permits: 'mount, create namespaces, write most of /proc/sys and do a great many other administrative things',
    dangerous: 'mounts filesystems, writes cgroup release agents and enters namespaces: as good as root on the host',
  },
  {
    name: 'CAP_SYS_BOOT',
    number: 22,
    since: '2.2',
    permits: 'reboot, and load another kernel with kexec',
    dangerous: 'replaces the running kernel by kexec, or reboots the host when it shares its pid namespace',
  },
  {
    name: 'CAP_SYS_NICE',
    number: 23,
    since: '2.2',
    permits: 'raise priorities, choose real-time scheduling, processors and memory nodes of any process',
  },
  {
    name: 'CAP_SYS_RESOURCE',
    number: 24,
    since: '2.2',
    permits: 'exceed rlimits, disk quotas and reserved blocks',
    dangerous: 'lifts its own rlimits and quotas, so that those limits hold nothing',
  },
  {
    name: 'CAP_SYS_TIME',
    number: 25,
    since: '2.2',
    permits: "set the system's clock",
    dangerous: "sets the host's clock: certificates, tokens and logs can no longer be trusted",
  },
  {
    name: 'CAP_SYS_TTY_CONFIG',
    number: 26,
    since: '2.2',
    permits: 'hang up and configure terminals',
  },
  { name: 'CAP_MKNOD', number: 27, since: '2.4', permits: 'create device files' },
  { name: 'CAP_LEASE', number: 28, since: '2.4', permits: 'take leases on any file' },
  { name: 'CAP_AUDIT_WRITE', number: 29, since: '2.6.11', permits: "write records to the kernel's audit log" },
  {
    name: 'CAP_AUDIT_CONTROL',
    number: 30,
    since: '2.6.11',
    permits: "turn the kernel's auditing on and off and change its rules",
    dangerous: "turns off the host's audit log",
  },
  { name: 'CAP_SETFCAP', number: 31, since: '2.6.24', permits: 'give files capabilities' },
  {
    name: 'CAP_MAC_OVERRIDE',
    number: 32,
    since: '2.6.25',
    permits: 'override mandatory access control (Smack)',
    dangerous: 'passes over the mandatory access control of the host (Smack)',
  },
  {
    name: 'CAP_MAC_ADMIN',
    number: 33,
    since: '2.6.25',
    permits: 'change the policy of mandatory access control (AppArmor, Smack, SELinux labels unknown to the policy)',
    dangerous: 'loads and removes AppArmor profiles, its own among them',
  },
  {
    name: 'CAP_SYSLOG',
    number: 34,
    since: '2.6.37',
    permits: "read and clear the kernel's log and see kernel addresses in /proc",
    dangerous: "reads kernel addresses and the host's kernel log, which makes kernel exploits reliable",
  },
  {
    name: 'CAP_WAKE_ALARM',
    number: 35,
    since: '3.0',
    permits: 'set timers that wake the system up',
  },
  {
    name: 'CAP_BLOCK_SUSPEND',
    number: 36,
    since: '3.5',
    permits: 'keep the system from being suspended',
  },
  {
    name: 'CAP_AUDIT_READ',
    number: 37,
    since: '3.16',
    permits: "read the kernel's audit log through a multicast socket",
    dangerous: "reads the host's audit log",
  },
  {
    name: 'CAP_PERFMON',
    number: 38,
    since: '5.8',
    permits: 'use performance monitoring and the tracing programs of BPF',
    dangerous: 'observes the kernel and every process of the host through perf events',
  },
  {
    name: 'CAP_BPF',
    number: 39,
    since: '5.8',
    permits: 'load BPF programs and maps',
    dangerous: 'loads BPF programs into the kernel of the host',
  },
  {
    name: 'CAP_CHECKPOINT_RESTORE',
    number: 40,
    since: '5.9',
    permits: 'choose process ids, and read what checkpoint and restore of any process needs',
    dangerous: 'follows links in /proc/PID/map_files and chooses process ids, a way into other processes',
  },
];

/** Every capability, in the order of the numbers. */
export const allCapabilities: readonly string[] = capabilities.map(({ name }) => name);

/** The names of a set that the kernel writes as bits; those of newer kernels are left out. */
export const capabilityNames = (bits: bigint): readonly string[] =>
  capabilities.flatMap(({ name, number }) => ((bits >> BigInt(number)) & 1n ? [name] : []));

/** CAP_X → what an intruder inside a container does with it. Those that Docker or Podman give by default are not in it. */
export const dangerousCapabilities: ReadonlyMap<string, string> = new Map(
  capabilities.flatMap(({ name, dangerous }) => (dangerous === undefined ? [] : [[name, dangerous] as const])),
);
