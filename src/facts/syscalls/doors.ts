/**
 * What a seccomp profile can leave open to an intruder, finer than a syscall where its arguments decide, and grouped by what is
 * gained; the gravest group first. Every default profile shuts some of them (default-doors.ts).
 * Sources: man-pages 6.03 for what each call does and which capability it asks for; the escapes by CVE number.
 */
export interface Door {
  /** The syscall, and in brackets the argument that matters: "socket(AF_VSOCK)". */
  readonly id: string;
  readonly syscall: string;
  /** Arguments that show whether it is open. Absent: any will do. */
  readonly args?: readonly bigint[];
  readonly group: DoorGroup;
}

export interface DoorGroup {
  /** Follows "lets through". */
  readonly what: string;
  /** The capability without which the kernel itself says no. */
  readonly needs?: string;
  /** A user namespace of one's own gives that capability too. */
  readonly nested?: true;
  /** Opens no way out: programs ask for it for good reasons. */
  readonly mild?: true;
}

const newUser = 0x1000_0000n;

const table: readonly (readonly [
  DoorGroup,
  readonly (string | readonly [syscall: string, argument: string, args: readonly bigint[]])[],
])[] = [
  // CVE-2022-0185, CVE-2023-32233, CVE-2024-1086: code of the kernel that was written for root.
  [{ what: 'new user namespaces' }, [['unshare', 'CLONE_NEWUSER', [newUser]], ['clone', 'CLONE_NEWUSER', [newUser]], 'clone3']],
  [{ what: 'BPF programs' }, ['bpf']],
  // CVE-2022-29582, CVE-2023-2598: no filter sees what is asked for by the ring.
  [{ what: 'io_uring' }, ['io_uring_setup', 'io_uring_enter', 'io_uring_register']],
  // CVE-2013-2094, CVE-2023-6931.
  [{ what: 'performance events' }, ['perf_event_open']],
  // CVE-2016-0728; no namespace holds keys apart.
  [{ what: 'kernel keys' }, ['keyctl', 'add_key', 'request_key']],
  [{ what: 'stopping the kernel at a page fault' }, ['userfaultfd']],
  // CVE-2026-31431 and its kin for AF_ALG; AF_VSOCK reaches the hypervisor, and no namespace holds it apart before Linux 7.
  [{ what: 'the crypto interface of the kernel' }, [['socket', 'AF_ALG', [38n, 5n, 0n]]]],
  [{ what: "the hypervisor's sockets" }, [['socket', 'AF_VSOCK', [40n, 1n, 0n]]]],
  [
    { what: 'mounts', needs: 'CAP_SYS_ADMIN', nested: true },
    [
      'mount',
      'umount2',
      'pivot_root',
      'fsopen',
      'fsconfig',
      'fsmount',
      'fspick',
      'move_mount',
      'open_tree',
      'open_tree_attr',
      'mount_setattr',
    ],
  ],
  [{ what: 'other namespaces', needs: 'CAP_SYS_ADMIN', nested: true }, ['setns']],
  [{ what: 'kernel modules', needs: 'CAP_SYS_MODULE' }, ['init_module', 'finit_module', 'delete_module', 'create_module']],
  [{ what: 'booting another kernel', needs: 'CAP_SYS_BOOT' }, ['kexec_load', 'kexec_file_load', 'reboot']],
  // The "shocker" escape.
  [{ what: 'files of the host by handle', needs: 'CAP_DAC_READ_SEARCH' }, ['open_by_handle_at']],
  [{ what: 'hardware ports', needs: 'CAP_SYS_RAWIO' }, ['iopl', 'ioperm']],
  [{ what: "the host's clock", needs: 'CAP_SYS_TIME' }, ['settimeofday', 'clock_settime', 'stime']],
  [{ what: "the host's swap", needs: 'CAP_SYS_ADMIN' }, ['swapon', 'swapoff']],
  [{ what: "the host's quotas", needs: 'CAP_SYS_ADMIN' }, ['quotactl', 'quotactl_fd']],
  [{ what: "the host's accounting", needs: 'CAP_SYS_PACCT' }, ['acct']],
  [{ what: "the kernel's log", needs: 'CAP_SYSLOG' }, ['syslog']],
  [{ what: 'paths of the host', needs: 'CAP_SYS_ADMIN' }, ['lookup_dcookie', 'fanotify_init']],
  [{ what: 'changing the root folder', needs: 'CAP_SYS_CHROOT', nested: true }, ['chroot']],
  [{ what: 'insight into other processes', mild: true }, ['kcmp', 'pidfd_getfd', 'process_madvise']],
  [{ what: 'turning off the random layout of memory', mild: true }, [['personality', 'ADDR_NO_RANDOMIZE', [0x0004_0000n]]]],
  [{ what: 'old parts of the kernel', mild: true }, ['uselib', '_sysctl', 'nfsservctl']],
  [{ what: 'where memory lies', mild: true }, ['mbind', 'move_pages', 'migrate_pages', 'set_mempolicy', 'get_mempolicy']],
];

/** Every door, in the order of its groups. */
export const doors: readonly Door[] = table.flatMap(([group, entries]) =>
  entries.map(
    (entry): Door =>
      typeof entry === 'string'
        ? { id: entry, syscall: entry, group }
        : { id: `${entry[0]}(${entry[1]})`, syscall: entry[0], args: entry[2], group },
  ),
);

export const doorOf = (id: string): Door | undefined => doors.find((door) => door.id === id);
