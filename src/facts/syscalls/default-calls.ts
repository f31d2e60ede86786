import type { EngineKind } from '../../model/index.ts';
import { syscallsOf } from './numbers.ts';

/** The calls of x86_64 that an engine's own profile shuts whatever their arguments are. */
interface DefaultCalls {
  /** Whatever the container's capabilities are. */
  readonly shut: ReadonlySet<string>;
  /** Shut unless the container has one of these. */
  readonly unless: ReadonlyMap<string, readonly string[]>;
  /** Open in the versions before this one. */
  readonly openBefore?: { readonly version: string; readonly calls: readonly string[] };
}

const words = (text: string): string[] => text.trim().split(/\s+/);

const opens = (...rows: readonly (readonly [capabilities: string, calls: string])[]): ReadonlyMap<string, readonly string[]> => {
  const byCall = new Map<string, readonly string[]>();
  for (const [capabilities, calls] of rows)
    for (const call of words(calls)) byCall.set(call, [...(byCall.get(call) ?? []), ...words(capabilities)]);
  return byCall;
};

/** No default profile names them: old calls, calls that Linux never had, and the newest ones. */
const nobody = `uselib ustat sysfs _sysctl swapon swapoff create_module get_kernel_syms nfsservctl getpmsg putpmsg afs_syscall tuxcall
  security vserver kexec_load kexec_file_load add_key request_key migrate_pages move_pages userfaultfd uprobe io_uring_setup
  io_uring_enter io_uring_register open_tree_attr file_getattr file_setattr listns rseq_slice_yield`;

const shared = [
  ['CAP_DAC_READ_SEARCH', 'open_by_handle_at'],
  ['CAP_SYS_MODULE', 'delete_module init_module finit_module'],
  ['CAP_SYS_PACCT', 'acct'],
  ['CAP_SYS_PTRACE', 'kcmp process_madvise'],
  ['CAP_SYS_RAWIO', 'iopl ioperm'],
  ['CAP_SYS_TIME', 'settimeofday clock_settime'],
  ['CAP_SYS_TTY_CONFIG', 'vhangup'],
  ['CAP_SYS_CHROOT', 'chroot'],
  ['CAP_SYS_ADMIN', 'bpf lookup_dcookie perf_event_open quotactl quotactl_fd setdomainname sethostname'],
  ['CAP_BPF', 'bpf'],
  ['CAP_PERFMON', 'perf_event_open'],
] as const;

/** moby/profiles seccomp v0.2.3 default.json (5.2026); containerd v2.1 contrib/seccomp/seccomp_default.go names the same calls. */
const moby: DefaultCalls = {
  shut: new Set(words(`${nobody} pivot_root query_module keyctl`)),
  unless: opens(
    ...shared,
    [
      'CAP_SYS_ADMIN',
      `clone3 fanotify_init fsconfig fsmount fsopen fspick lsm_get_self_attr lsm_list_modules lsm_set_self_attr mount mount_setattr
      move_mount open_tree setns syslog umount2 unshare`,
    ],
    ['CAP_SYS_BOOT', 'reboot'],
    ['CAP_SYS_PTRACE', 'pidfd_getfd'],
    ['CAP_SYS_NICE', 'get_mempolicy mbind set_mempolicy set_mempolicy_home_node'],
    ['CAP_SYSLOG', 'syslog'],
  ),
};

const ioUring = words('io_uring_setup io_uring_enter io_uring_register');

const tables: Readonly<Record<EngineKind, DefaultCalls>> = {
  // moby 46762 (25.0.0).
  docker: { ...moby, openBefore: { version: '25.0', calls: ioUring } },
  // The node is taken to have containerd 2 or later.
  kubernetes: moby,
  // containers/container-libs f0ddf1a745 (2026-04) common/pkg/seccomp/seccomp.json.
  podman: {
    shut: new Set(
      words(`${nobody} vmsplice io_pgetevents uretprobe set_mempolicy_home_node cachestat map_shadow_stack statmount listmount
        lsm_get_self_attr lsm_set_self_attr lsm_list_modules mseal setxattrat getxattrat listxattrat removexattrat`),
    ),
    unless: opens(...shared, ['CAP_SYS_MODULE', 'query_module']),
  },
  // A bundle has no engine: what it does is measured by Docker's, which most bundles come from.
  oci: moby,
};

export interface OpenCalls {
  /** Those that pass whatever their arguments are, and those that pass with some. */
  readonly open: number;
  readonly total: number;
}

/** How many calls of x86_64 there are: what an unconfined container can make. */
export const callCount = (): number => syscallsOf('x86_64').length;

/**
 * What the engine's own profile lets a container with these capabilities call on x86_64, as runc and crun load it: a call that the
 * table does not name passes. `version` as in "29.4"; absent: the newest.
 */
export function openByDefault(engine: EngineKind, version: string | undefined, capabilities: ReadonlySet<string>): OpenCalls {
  const isShut = shutCalls(engine, version, capabilities);
  const all = syscallsOf('x86_64');
  return { open: all.filter(([name]) => !isShut(name)).length, total: all.length };
}

/** Does the engine's own profile shut a call, whatever its arguments are, for a container with these capabilities? */
export function shutCalls(engine: EngineKind, version: string | undefined, capabilities: ReadonlySet<string>): (name: string) => boolean {
  const { shut, unless, openBefore } = tables[engine];
  const early = openBefore !== undefined && isBefore(version, openBefore.version) ? openBefore.calls : [];
  return (name) => {
    const capable = unless.get(name);
    if (capable !== undefined) return !capable.some((each) => capabilities.has(each));
    return shut.has(name) && !early.includes(name);
  };
}

function isBefore(version: string | undefined, since: string): boolean {
  return version !== undefined && Number(version.split('.')[0]) < Number(since.split('.')[0]);
}
