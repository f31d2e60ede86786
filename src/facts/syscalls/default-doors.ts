import type { EngineKind } from '../../model/index.ts';
import { doors } from './doors.ts';

/** Which doors a default profile shuts. */
interface Shut {
  readonly ids: readonly string[];
  /** Any of these capabilities opens them. */
  readonly unless?: readonly string[];
  /** The first version of the engine that shuts them. */
  readonly since?: string;
}

const mounts = ['mount', 'umount2', 'fsopen', 'fsconfig', 'fsmount', 'fspick', 'move_mount', 'open_tree', 'mount_setattr'];
const vsock = ['socket(AF_VSOCK)'];
const ioUring = ['io_uring_setup', 'io_uring_enter', 'io_uring_register'];

/** What the profiles of Docker, Podman and containerd have in common. */
const common: readonly Shut[] = [
  { ids: ['kexec_load', 'kexec_file_load', 'add_key', 'request_key', 'migrate_pages', 'move_pages', 'userfaultfd', 'open_tree_attr'] },
  { ids: ['uselib', '_sysctl', 'nfsservctl', 'create_module', 'swapon', 'swapoff', 'personality(ADDR_NO_RANDOMIZE)'] },
  { ids: ['init_module', 'finit_module', 'delete_module'], unless: ['CAP_SYS_MODULE'] },
  { ids: ['bpf'], unless: ['CAP_SYS_ADMIN', 'CAP_BPF'] },
  { ids: ['lookup_dcookie', 'quotactl', 'quotactl_fd'], unless: ['CAP_SYS_ADMIN'] },
  { ids: ['open_by_handle_at'], unless: ['CAP_DAC_READ_SEARCH'] },
  { ids: ['chroot'], unless: ['CAP_SYS_CHROOT'] },
  { ids: ['acct'], unless: ['CAP_SYS_PACCT'] },
  { ids: ['iopl', 'ioperm'], unless: ['CAP_SYS_RAWIO'] },
  { ids: ['settimeofday', 'clock_settime', 'stime'], unless: ['CAP_SYS_TIME'] },
  { ids: ['kcmp', 'process_madvise'], unless: ['CAP_SYS_PTRACE'] },
];

/** moby/profiles seccomp v0.2.3 default.json (5.2026); containerd v2.1 contrib/seccomp/seccomp_default.go is the same but for AF_ALG. */
const mobyAndContainerd: readonly Shut[] = [
  ...common,
  { ids: ['pivot_root', 'keyctl'] },
  { ids: ['unshare(CLONE_NEWUSER)', 'clone(CLONE_NEWUSER)', 'clone3', 'setns', 'fanotify_init', ...mounts], unless: ['CAP_SYS_ADMIN'] },
  { ids: ['syslog'], unless: ['CAP_SYS_ADMIN', 'CAP_SYSLOG'] },
  { ids: ['reboot'], unless: ['CAP_SYS_BOOT'] },
  { ids: ['perf_event_open'], unless: ['CAP_SYS_ADMIN', 'CAP_PERFMON'] },
  { ids: ['pidfd_getfd'], unless: ['CAP_SYS_PTRACE'] },
  { ids: ['mbind', 'set_mempolicy', 'get_mempolicy'], unless: ['CAP_SYS_NICE'] },
];

const shutBy: Readonly<Record<EngineKind, readonly Shut[]>> = {
  // moby 44563 (23.0.0; of 20.10, only 20.10.22 had it, before 44712 took it back); moby 46762 (25.0.0); moby 52501 (29.4.2).
  docker: [
    ...mobyAndContainerd,
    { ids: vsock, since: '23.0.0' },
    { ids: ioUring, since: '25.0.0' },
    { ids: ['socket(AF_ALG)'], since: '29.4.2' },
  ],
  // containerd 9320 (2.0.0): the node is taken to have containerd 2 or later.
  kubernetes: [...mobyAndContainerd, { ids: [...vsock, ...ioUring] }],
  // containers/common v0.64 pkg/seccomp/seccomp.json; v0.50 shuts all of these too. Performance events need both capabilities.
  podman: [
    ...common,
    { ids: ['perf_event_open'], unless: ['CAP_SYS_ADMIN'] },
    { ids: ['perf_event_open'], unless: ['CAP_PERFMON'] },
    { ids: ioUring },
  ],
  // A bundle has no engine: what it does is measured by Docker's, which most bundles come from.
  oci: [...mobyAndContainerd, { ids: [...vsock, ...ioUring] }],
};

/** Doors that the engine's own profile shuts for a container with these capabilities, by id. `version` as in "29.4"; absent: the newest. */
export function shutByDefault(engine: EngineKind, version: string | undefined, capabilities: ReadonlySet<string>): ReadonlySet<string> {
  const key = [engine, version, ...openingOnes().filter((name) => capabilities.has(name))].join();
  const found = answers.get(key) ?? decide(engine, version, capabilities);
  if (answers.size < 1000) answers.set(key, found);
  return found;
}

/** Asked for every container, and most are alike. */
const answers = new Map<string, ReadonlySet<string>>();

let opening: readonly string[] | undefined;

/** The capabilities on which an answer rests; found when somebody first asks. */
function openingOnes(): readonly string[] {
  opening ??= [...new Set(Object.values(shutBy).flatMap((shut) => shut.flatMap(({ unless }) => unless ?? [])))];
  return opening;
}

function decide(engine: EngineKind, version: string | undefined, capabilities: ReadonlySet<string>): ReadonlySet<string> {
  const shut = shutBy[engine].filter(
    ({ unless, since }) =>
      !unless?.some((name) => capabilities.has(name)) && (since === undefined || version === undefined || !isBefore(version, since)),
  );
  return new Set(shut.flatMap(({ ids }) => ids));
}

/** "29.4" is the newest of its line. */
function isBefore(version: string, since: string): boolean {
  const [mine, theirs] = [version, since].map((text) => text.split('.', 3).map(Number)) as [number[], number[]];
  for (const [index, part] of theirs.entries()) {
    const own = mine[index];
    if (own === undefined || Number.isNaN(own) || own > part) return false;
    if (own < part) return true;
  }
  return false;
}

/** How many doors there are. */
export const doorCount = doors.length;
