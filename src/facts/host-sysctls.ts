/** A setting of the running kernel that decides what a process inside a container can reach of it. */
export interface HostSysctl {
  /** The values that hold it, as numbers: at least `least`, or one of `among`. */
  readonly least?: number;
  readonly among?: readonly number[];
  /** What an intruder has where it is off; one clause. */
  readonly off: string;
  /** What to write. */
  readonly set: string;
}

/**
 * Source: Linux Documentation/admin-guide/sysctl/{kernel,fs,vm}.rst and Documentation/admin-guide/LSM/Yama.rst, 6.12; kernel.unprivileged_userns_clone is
 * Debian's own.
 */
export const hostSysctls: Readonly<Record<string, HostSysctl>> = {
  'kernel.unprivileged_bpf_disabled': { least: 1, off: 'any process may load BPF programs into the kernel', set: '2' },
  'kernel.kptr_restrict': { least: 1, off: 'kernel addresses are shown in /proc, which kernel exploits need', set: '1' },
  'kernel.dmesg_restrict': { least: 1, off: 'any process may read the kernel log, addresses included', set: '1' },
  'kernel.yama.ptrace_scope': { least: 1, off: 'a process may trace and take over every other process of its user', set: '1' },
  'kernel.io_uring_disabled': { least: 1, off: 'any process may use io_uring, whose operations no seccomp filter sees', set: '2' },
  'kernel.perf_event_paranoid': { least: 2, off: 'any process may measure the kernel with perf events', set: '3' },
  'kernel.kexec_load_disabled': { least: 1, off: 'root of the host may start another kernel', set: '1' },
  'kernel.randomize_va_space': { least: 2, off: 'addresses of a process are not fully randomised', set: '2' },
  'fs.protected_symlinks': { least: 1, off: 'a symbolic link in a shared folder like /tmp is followed for others', set: '1' },
  'fs.protected_hardlinks': { least: 1, off: "a user may make a hard link to another's file", set: '1' },
  'fs.protected_fifos': { least: 1, off: "another's pipe in a shared folder like /tmp may be opened by mistake", set: '2' },
  'fs.protected_regular': { least: 1, off: "another's file in a shared folder like /tmp may be opened by mistake", set: '2' },
  'fs.suid_dumpable': { among: [0, 2], off: 'a set-uid program that crashes leaves a core file that its user can read', set: '0' },
  'vm.unprivileged_userfaultfd': {
    among: [0],
    off: 'any process may hold page faults of the kernel, which exploits use to win races',
    set: '0',
  },
};

/** Read for what they say, held to no value. */
export const otherSysctls = ['kernel.core_pattern', 'kernel.modules_disabled', 'user.max_user_namespaces'] as const;
