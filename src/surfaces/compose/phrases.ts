import type { AppArmor, EngineKind, Namespace, Phrases, Seccomp, Selinux } from '../../model/index.ts';
import { tmpfsText } from '../../text/docker-syntax/tmpfs-text.ts';
import { placesSaid } from '../../text/phrases/places.ts';

/** "CAP_NET_RAW" as Compose's examples write it: NET_RAW. */
const short = (name: string): string => name.replace(/^CAP_/, '');

const seccompOf = ({ profile, path }: Seccomp): string =>
  profile === 'default'
    ? 'remove seccomp from security_opt'
    : `security_opt: [seccomp=${profile === 'unconfined' ? profile : (path ?? 'PROFILE.json')}]`;

const apparmorOf = ({ profile, name }: AppArmor): string =>
  profile === 'default'
    ? 'remove apparmor from security_opt'
    : `security_opt: [apparmor=${profile === 'unconfined' ? profile : (name ?? 'PROFILE')}]`;

function selinuxOf({ disabled, user, role, type, level }: Selinux): string {
  if (disabled) return 'security_opt: [label=disable]';
  const parts = Object.entries({ user, role, type, level }).filter(([, value]) => value !== undefined);
  if (parts.length === 0) return 'remove label from security_opt';
  return `security_opt: [${parts.map(([part, value]) => `label=${part}:${value}`).join(', ')}]`;
}

const joined = ({ mode, with: other }: Namespace): string => (mode === 'shared' ? (other ?? 'service:NAME') : mode);

/** A namespace of its own is the default of every key but `ipc`'s and `cgroup`'s, which have the word. */
const own =
  (key: string) =>
  (to: Namespace): string =>
    to.mode === 'private' ? `remove ${key}` : `${key}: ${joined(to)}`;

/** Docker maps the ids of all its containers or of none: the daemon decides. */
function userns({ mode }: Namespace, engine: EngineKind): string {
  if (mode === 'host') return 'userns_mode: host';
  return engine === 'podman' ? 'userns_mode: auto' : 'remove userns_mode, with userns-remap in the daemon';
}

/** Rules and drivers' requests have keys of their own, the latter two of them. */
function withoutDevice({ path }: { readonly path: string }): string {
  if (/^[bc] /.test(path)) return `remove the rule for ${path} from device_cgroup_rules`;
  if (path === '/dev/*') return 'remove the rule for every device from device_cgroup_rules';
  return path.startsWith('gpus=') ? `remove the request for ${path}` : `remove ${path} from devices`;
}

export const size = (bytes: number): string => {
  const units = [
    ['g', 2 ** 30],
    ['m', 2 ** 20],
    ['k', 2 ** 10],
  ] as const;
  const unit = units.find(([, factor]) => bytes >= factor && bytes % factor === 0);
  return unit === undefined ? `${bytes}` : `${bytes / unit[1]}${unit[0]}`;
};

/** How Compose says each setting; null where it has no word for it. */
export const phrases: Phrases = {
  'process.user': (to) => `user: "${to}"`,
  'process.group': (to) => `user: "UID:${to}"`,
  'process.additionalGroups.remove': (to) => `remove ${to.join(', ')} from group_add`,
  'pod.fsGroup': null,
  'process.runAsNonRoot': null,
  'process.noNewPrivileges': (to) => `security_opt: [no-new-privileges:${to}]`,
  'process.capabilities.drop': (to) => `cap_drop: [${to.map(short).join(', ')}]`,
  'process.capabilities.remove': (to) => `remove ${to.map(short).join(', ')} from cap_add`,
  'process.apparmor': apparmorOf,
  'process.selinux': selinuxOf,
  'process.rlimits': ({ type, soft, hard }) =>
    soft === hard ? `ulimits: {${type}: ${soft}}` : `ulimits: {${type}: {soft: ${soft}, hard: ${hard}}}`,
  'process.oomScoreAdj': (to) => `oom_score_adj: ${to}`,
  privileged: (to) => (to ? 'privileged: true' : 'remove privileged'),
  'root.readonly': (to) => `read_only: ${to}`,
  'mounts.remove': ({ destination }) => `remove the mount of ${destination}`,
  'mounts.readonly': ({ destination }) => `volumes: [SOURCE:${destination}:ro]`,
  'mounts.propagation': ({ destination, propagation }) => `volumes: [SOURCE:${destination}:${propagation}]`,
  'mounts.options': ({ destination, options, size: bytes }) =>
    `tmpfs: ["${destination}:${[...options, ...(bytes === undefined ? [] : [`size=${size(bytes)}`])].join(',')}"]`,
  'mounts.writable': (to, engine) =>
    placesSaid(to, (empty) => `tmpfs: [${empty.map((place) => JSON.stringify(tmpfsText(place, engine))).join(', ')}]`),
  'linux.namespaces.pid': own('pid'),
  'linux.namespaces.network': own('network_mode'),
  'linux.namespaces.ipc': (to) => `ipc: ${joined(to)}`,
  'linux.namespaces.uts': own('uts'),
  'linux.namespaces.user': userns,
  'linux.namespaces.cgroup': (to) => `cgroup: ${joined(to)}`,
  'linux.devices.remove': withoutDevice,
  'linux.resources.memory.limit': (to) => `mem_limit: ${size(to)}`,
  'linux.resources.memory.disableOOMKiller': (to) => (to ? 'oom_kill_disable: true' : 'remove oom_kill_disable'),
  'linux.resources.cpu.limit': (to) => `cpus: ${to}`,
  'linux.resources.pids.limit': (to) => `pids_limit: ${to}`,
  'linux.resources.blockIO.weight': (to) => `blkio_config: {weight: ${to}}`,
  'linux.seccomp': seccompOf,
  'linux.maskedPaths': () => 'remove systempaths=unconfined from security_opt',
  'linux.sysctl.remove': ({ name }) => `remove ${name} from sysctls`,
  'linux.sysctl.set': ({ name, value }) => `sysctls: {${name}: ${value}}`,
  'ports.hostIp': ({ container, host, ip }) => `ports: ["${ip}:${host ?? ''}:${container}"]`,
  'ports.hostPort.remove': null,
  networks: (to) => `networks: [${to}] instead of network_mode`,
  networkPolicy: null,
  'networkPolicy.narrow': null,
  'object.secret': null,
  'process.env.secret': ({ name, file }) =>
    file === undefined
      ? `write ${name}: \${${name}}, and set it where Compose is started`
      : `${file.variable}: /run/secrets/NAME instead of ${name}, and NAME under secrets`,
  'process.args.secret': ({ name }) => `remove ${named(name)} from command; list it under secrets and give the program /run/secrets/NAME`,
  'build.secret': null,
  'build.copy.remove': null,
  'secrets.mode': ({ name, mode, uid }) =>
    `secrets: [{source: ${name}, ${uid === undefined ? '' : `uid: "${uid}", `}mode: "0${mode.toString(8)}"}]`,
  'secrets.external': ({ name }) => `secrets: {${name}: {external: true}}`,
  serviceAccountToken: null,
  'image.reference': (to) => `image: ${to}`,
  'image.stages': null,
  'image.add.checksum': null,
  healthcheck: () => 'healthcheck: {test: [CMD, PROGRAM]}',
};

const named = (name: string): string => (name === '' ? 'the secret' : name);
