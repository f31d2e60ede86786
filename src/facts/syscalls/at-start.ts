/**
 * Syscalls that a runtime makes itself between loading the filter and starting the program: a profile that denies one breaks the
 * container. Without no_new_privs runc loads the filter before it changes the user and the capabilities
 * (libcontainer/standard_init_linux.go). Measured with runc 1.1.5 of Debian 12, one syscall denied at a time; what only that
 * release makes (fstatfs and getdents64, to close descriptors) is left out. crun 1.8 makes none with no_new_privs; what it makes
 * without was not measured, so nothing is said of it.
 */
const runcAtTheEnd = ['close', 'execve', 'openat', 'write'];

export const callsAtStart: Readonly<
  Record<'runc' | 'crun', { readonly withNoNewPrivileges: readonly string[]; readonly without: readonly string[] }>
> = {
  runc: {
    withNoNewPrivileges: runcAtTheEnd,
    without: [
      ...['capget', 'capset', 'chdir', 'fstat', 'getcwd', 'getppid', 'newfstatat', 'prctl', 'read', 'setgid', 'setgroups', 'setuid'],
      ...runcAtTheEnd,
    ],
  },
  crun: { withNoNewPrivileges: [], without: [] },
};
