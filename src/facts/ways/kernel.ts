import type { WayKind } from './shape.ts';

const lockdown = 'kernel_lockdown(7), man-pages 6.05';

/**
 * What the kernel itself does for who holds a capability of its first user namespace, or is its uid 0.
 *
 * Not among them, because they lead nowhere by themselves: CAP_MKNOD (the device cgroup denies the device that is made), CAP_CHECKPOINT_RESTORE (the files
 * behind /proc/PID/map_files still ask whether the process may be traced: Linux 6.12 fs/proc/base.c), CAP_MAC_ADMIN (policy is loaded through securityfs,
 * which engines do not mount: apparmor 3.0.8), CAP_SYS_BOOT with a process namespace of its own (reboot(2): it ends that namespace), CAP_SYS_TIME,
 * CAP_SYSLOG and CAP_AUDIT_*, which disturb and reveal.
 */
export const kernelWays: readonly WayKind[] = [
  {
    id: 'fresh-procfs',
    title: 'mounts a procfs of its own and sets core_pattern, which the kernel starts as root of the host when a process crashes',
    sources: [
      'core(5), man-pages 6.05: a pattern that begins with a pipe is started as root, in the first namespaces',
      'Linux 6.12 fs/namespace.c mount_too_revealing: a mount namespace of the first user namespace may mount any procfs',
      'Linux 6.12 fs/proc/proc_sysctl.c test_perm: uid 0 of the host is the owner of a setting',
    ],
    where: 'every kernel; no namespace holds core_pattern apart',
    stoppedBy: 'the mount denied, an AppArmor profile that denies writing core_pattern, a user namespace',
  },
  {
    id: 'release-agent',
    title: 'mounts a cgroup v1 hierarchy and sets its release_agent, which the kernel starts as root of the host',
    sources: [
      'cgroups(7), man-pages 6.05: release_agent',
      'Linux 6.12 kernel/cgroup/cgroup-v1.c: a new hierarchy is made in the first cgroup namespace alone, and release_agent asks for CAP_SYS_ADMIN of the first user namespace',
    ],
    cves: ['CVE-2022-0492'],
    where: "kernels with cgroup v1, in the host's cgroup namespace, which engines share by default where the host runs cgroup v1",
    stoppedBy: 'a cgroup namespace of its own, the mount denied, a user namespace',
  },
  {
    id: 'core-pattern',
    title: 'sets core_pattern in /proc/sys, which the kernel starts as root of the host when a process crashes',
    sources: [
      'core(5), man-pages 6.05',
      'Linux 6.12 fs/proc/proc_sysctl.c test_perm: no capability is asked of uid 0 of the host',
      'OCI runtime specification 1.2 config-linux.md, readonlyPaths',
    ],
    where: 'every kernel',
    stoppedBy: '/proc/sys mounted read-only as engines do, AppArmor, a user namespace',
  },
  {
    id: 'mount-propagation',
    title: 'mounts over what lies below a shared mount, and the host sees it',
    sources: [
      'mount_namespaces(7), man-pages 6.05: a shared mount passes on what is mounted below it; not from a less privileged namespace',
    ],
    where: 'every kernel',
    stoppedBy: 'private or slave propagation, the mount denied, a user namespace',
  },
  {
    id: 'kernel-module',
    title: "loads a module into the host's kernel",
    sources: ['init_module(2) and capabilities(7), man-pages 6.05: CAP_SYS_MODULE', lockdown],
    where: 'kernels that take modules without a signature; not those that are locked down, or with kernel.modules_disabled=1',
    stoppedBy: 'dropping CAP_SYS_MODULE, seccomp, a user namespace',
  },
  {
    id: 'raw-io',
    title: "drives the host's hardware by its I/O ports",
    sources: ['iopl(2) and ioperm(2), man-pages 6.05: CAP_SYS_RAWIO', lockdown],
    where: 'x86 processors; not kernels that are locked down',
    stoppedBy: 'dropping CAP_SYS_RAWIO, seccomp, a user namespace',
  },
  {
    id: 'kcore',
    title: "reads the kernel's memory from /proc/kcore",
    sources: ['proc_kcore(5); Linux 6.12 fs/proc/kcore.c open_kcore: CAP_SYS_RAWIO', lockdown],
    where: 'every kernel with CONFIG_PROC_KCORE that is not locked down to confidentiality',
    stoppedBy: '/proc/kcore masked as engines do, dropping CAP_SYS_RAWIO, a user namespace',
  },
  {
    id: 'file-handle-read',
    title: "reads any file of the host's file system by its handle",
    sources: [
      'open_by_handle_at(2), man-pages 6.05: CAP_DAC_READ_SEARCH of the first user namespace',
      'stealth.openwall.net "shocker.c" (2014), by which Docker up to 0.11 was left',
    ],
    where: "every kernel; engines mount files of the host's disk into each container (Docker: /etc/hosts), Podman those of /run",
    stoppedBy: 'dropping CAP_DAC_READ_SEARCH, seccomp, a user namespace',
  },
  {
    id: 'file-handle-write',
    title: "writes files of root on the host's file system by their handle",
    sources: ['open_by_handle_at(2), man-pages 6.05: the permissions of the file itself count as ever, and uid 0 is its owner'],
    where: "every kernel; engines mount files of the host's disk into each container (Docker: /etc/hosts), Podman those of /run",
    stoppedBy: 'dropping CAP_DAC_READ_SEARCH, seccomp, a user namespace, an ordinary user',
  },
  {
    id: 'bpf-write',
    title: 'writes into the memory of processes of the host by a BPF program',
    sources: [
      'bpf-helpers(7), man-pages 6.05: bpf_probe_write_user; Linux 6.12 kernel/trace/bpf_trace.c: CAP_SYS_ADMIN',
      'moby/profiles seccomp v0.2.3 default.json: bpf is let through to who holds CAP_SYS_ADMIN',
      lockdown,
    ],
    where: 'kernels with CONFIG_BPF_EVENTS that are not locked down',
    stoppedBy: 'dropping CAP_SYS_ADMIN, seccomp, a user namespace',
  },
  {
    id: 'bpf-read',
    title: 'reads the memory of the kernel and of its processes by a BPF program',
    sources: ['capabilities(7), man-pages 6.05: CAP_BPF and CAP_PERFMON together, or CAP_SYS_ADMIN', lockdown],
    where: 'Linux 5.8 and later; before that CAP_SYS_ADMIN alone; not kernels that are locked down to confidentiality',
    stoppedBy: 'dropping either capability, seccomp, a user namespace',
  },
  {
    id: 'perf-read',
    title: 'samples the memory and registers of processes of the host by performance events',
    sources: ['perf_event_open(2), man-pages 6.05: CAP_PERFMON; Linux 6.12 Documentation/admin-guide/perf-security.rst'],
    where: 'Linux 5.8 and later',
    stoppedBy: 'dropping CAP_PERFMON, seccomp, a user namespace',
  },
  {
    id: 'kexec',
    title: 'starts another kernel in place of the one of the host',
    sources: ['kexec_load(2) and reboot(2), man-pages 6.05: CAP_SYS_BOOT; in a process namespace of its own reboot only ends that'],
    where: 'kernels that are not locked down, with kernel.kexec_load_disabled=0',
    stoppedBy: 'any default seccomp profile, a process namespace of its own, a user namespace',
  },
];
