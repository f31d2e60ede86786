import { base } from './base.ts';
import type { Expected, Kind } from './words.ts';

/** Every measure that one command can take; each line is one that a mutation takes away. */
const words: readonly string[] = [
  '--user 1000:1000',
  '--read-only',
  '--cap-drop ALL',
  '--security-opt no-new-privileges',
  '--security-opt seccomp={folder}/strict.json',
  '--network none',
  '--cgroupns private',
  '--memory 64m --memory-swap 64m',
  '--pids-limit 64',
  '--cpus 0.5',
  '--ulimit core=0:0',
  '--ulimit nofile=1024:1024 --ulimit nproc=32768:32768',
  '--tmpfs /tmp:size=1m,noexec,nosuid,nodev',
  '--volume {folder}/app.conf:/etc/app.conf:ro',
];

const own: Readonly<Record<Kind, readonly string[]>> = {
  docker: [],
  podman: ['--read-only-tmpfs=false', '--uidmap 0:100000:65536 --gidmap 0:100000:65536'],
};

export const hardened = (kind: Kind): string => [...words, ...own[kind]].join(' ');

const holds: Expected = {
  ...{ 'non-root-user': 'holds', 'root-group': 'holds', 'resolvable-user': 'nothing shows it', 'capabilities-dropped': 'holds' },
  ...{ 'net-raw': 'holds', 'no-new-privileges': 'holds', 'seccomp-profile-strength': 'holds', 'host-cgroup-namespace': 'holds' },
  ...{ 'read-only-root': 'holds', 'read-only-mounts': 'holds', 'tmpfs-options': 'holds', 'tmpfs-size': 'holds' },
  ...{ 'memory-limit': 'holds', 'pids-limit': 'holds', 'cpu-limit': 'holds', ulimits: 'holds', 'published-address': 'no such measure' },
};

/** What is left: disks, which have a limit of their own a device, and on Docker user namespaces, which its daemon alone can give. */
export const expectedOf: Readonly<Record<Kind, Expected>> = {
  docker: { ...base.docker, ...holds, 'default-bridge': 'nothing shows it' },
  podman: { ...base.podman, ...holds, 'user-namespace': 'holds' },
};

export interface Mutation {
  readonly name: string;
  /** What takes the place of a word; `{end}`: what is added. */
  readonly from: string;
  readonly to: string;
  /** Exactly these change. */
  readonly flips: Expected;
  /** What is about root's rights shows with root alone; the others then stay as they are. */
  readonly asRoot?: true;
  readonly only?: Kind;
}

const root: Expected = { 'non-root-user': 'fails', 'root-group': 'fails', 'resolvable-user': 'no such measure' };
const ordinary = '--user 1000:1000';

const removed = (from: string, flips: Expected, more: Partial<Mutation> = {}): Mutation => ({
  ...{ name: `without ${from}`, from, to: '', flips },
  ...more,
});
const added = (to: string, flips: Expected, more: Partial<Mutation> = {}): Mutation => ({
  ...{ name: `with ${to}`, from: '{end}', to, flips },
  ...more,
});
const instead = (from: string, to: string, flips: Expected, more: Partial<Mutation> = {}): Mutation => ({
  ...{ name: `${to} for ${from}`, from, to, flips },
  ...more,
});
const seccomp = '--security-opt seccomp={folder}/strict.json';

export const mutations: readonly Mutation[] = [
  removed(ordinary, root),
  instead(ordinary, '--user 1000', { 'root-group': 'fails' }),
  added('--group-add 0', { 'root-group': 'fails' }),
  removed('--read-only', { 'read-only-root': 'fails' }),
  removed('--cap-drop ALL', { 'capabilities-dropped': 'fails', 'net-raw': 'fails' }, { asRoot: true }),
  // To an ordinary user the bounding set gives nothing.
  removed('--cap-drop ALL', {}),
  added('--cap-add NET_RAW', { 'net-raw': 'fails' }, { asRoot: true }),
  added('--cap-add SYS_ADMIN', { 'dangerous-capabilities': 'fails' }, { asRoot: true }),
  added('--cap-add SYS_PTRACE', { 'dangerous-capabilities': 'fails' }, { asRoot: true }),
  removed('--security-opt no-new-privileges', { 'no-new-privileges': 'fails' }),
  removed(seccomp, { 'seccomp-profile-strength': 'fails' }),
  instead(seccomp, '--security-opt seccomp=unconfined', { seccomp: 'fails', 'seccomp-profile-strength': 'fails' }),
  removed('--network none', { 'published-address': 'nothing shows it', 'default-bridge': 'fails' }, { only: 'docker' }),
  removed('--network none', { 'published-address': 'nothing shows it' }, { only: 'podman' }),
  instead('--network none', '--network host', { 'host-network': 'fails' }, { only: 'docker' }),
  added('--pid host', { 'host-pid': 'fails', 'oom-protection': 'nothing shows it' }, { only: 'docker' }),
  added('--ipc host', { 'host-ipc': 'fails' }, { only: 'docker' }),
  added('--uts host', { 'host-uts': 'fails' }),
  removed('--cgroupns private', { 'host-cgroup-namespace': 'fails' }),
  removed('--memory 64m --memory-swap 64m', { 'memory-limit': 'fails' }),
  instead('--pids-limit 64', '--pids-limit -1', { 'pids-limit': 'fails' }),
  removed('--cpus 0.5', { 'cpu-limit': 'fails' }),
  removed('--ulimit core=0:0', { ulimits: 'fails' }),
  instead('noexec,nosuid,nodev', 'exec,nosuid,nodev', { 'tmpfs-options': 'fails' }),
  // The limit of memory bounds it, as far as that goes.
  instead('size=1m,', '', { 'tmpfs-size': 'inconclusive' }),
  instead('app.conf:ro', 'app.conf', { 'read-only-mounts': 'fails' }),
  added('--env DB_PASSWORD=K4ngaroo99', { 'secret-in-environment': 'fails' }),
  // Root of a user namespace is nobody to the owner of a device.
  added('--device /dev/fuse', { 'host-devices': 'fails' }, { asRoot: true, only: 'docker' }),
  added('--volume {socket}:/var/run/docker.sock', { 'engine-socket': 'fails' }, { asRoot: true, only: 'docker' }),
  added('--volume /etc:/host/etc:ro', { 'host-system-mount': 'fails' }),
  added('--security-opt systempaths=unconfined', { 'masked-paths': 'fails' }, { only: 'docker' }),
  added('--security-opt unmask=ALL', { 'masked-paths': 'fails' }, { only: 'podman' }),
  added('--sysctl net.ipv4.tcp_syncookies=0', { 'unsafe-sysctls': 'fails' }),
  removed('--uidmap 0:100000:65536 --gidmap 0:100000:65536', { 'user-namespace': 'fails' }, { only: 'podman' }),
];

export function mutated(kind: Kind, { from, to, flips, asRoot }: Mutation): { readonly flags: string; readonly expected: Expected } {
  const start = asRoot === true ? hardened(kind).replace(ordinary, '') : hardened(kind);
  if (from !== '{end}' && !start.includes(from)) throw new Error(`nothing to mutate: ${from}`);
  return {
    flags: from === '{end}' ? `${start} ${to}` : start.replace(from, to),
    expected: { ...expectedOf[kind], ...(asRoot === true ? root : {}), ...flips },
  };
}

/** What somebody takes away behind the back of who declared it: each is then claimed and does not hold. */
export const lies: readonly (readonly [from: string, to: string, controls: readonly string[]])[] = [
  [ordinary, '', ['non-root-user']],
  ['--read-only ', '', ['read-only-root']],
  ['--cap-drop ALL', '--cap-add SYS_ADMIN', ['capabilities-dropped', 'net-raw', 'dangerous-capabilities']],
  ['--security-opt no-new-privileges', '', ['no-new-privileges']],
  [seccomp, '--security-opt seccomp=unconfined', ['seccomp', 'seccomp-profile-strength']],
  ['--cgroupns private', '', ['host-cgroup-namespace']],
  ['--memory 64m --memory-swap 64m', '', ['memory-limit']],
  ['--pids-limit 64', '--pids-limit -1', ['pids-limit']],
  ['--cpus 0.5', '', ['cpu-limit']],
  ['--ulimit core=0:0', '', ['ulimits']],
  ['size=1m,noexec,nosuid,nodev', 'size=2m,exec', ['tmpfs-options', 'tmpfs-size']],
  ['app.conf:ro', 'app.conf', ['read-only-mounts']],
];
