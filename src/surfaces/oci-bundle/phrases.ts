import type { Namespace, Phrases } from '../../model/index.ts';
import { pathsOf, placesSaid } from '../../text/phrases/places.ts';

/** As the keys of config.json. What a runtime does when a key is absent is said by taking the key out. */
export const phrases: Phrases = {
  'process.user': (to) => {
    const [uid, gid] = to.split(':');
    return gid === undefined ? `process.user: {"uid": ${uid}}` : `process.user: {"uid": ${uid}, "gid": ${gid}}`;
  },
  'process.group': (to) => `process.user.gid: ${to}`,
  'process.additionalGroups.remove': (to) => `remove ${to.join(', ')} from process.user.additionalGids`,
  'pod.fsGroup': null,
  'process.runAsNonRoot': null,
  'process.noNewPrivileges': (to) => `process.noNewPrivileges: ${to}`,
  'process.capabilities.drop': (to) => `remove ${to.join(', ')} from process.capabilities`,
  'process.capabilities.remove': (to) => `remove ${to.join(', ')} from process.capabilities`,
  'process.apparmor': ({ profile, name }) =>
    `process.apparmorProfile: "${profile === 'named' ? (name ?? 'PROFILE') : profile === 'default' ? 'PROFILE' : profile}"`,
  'process.selinux': ({ user = 'system_u', role = 'system_r', type = 'container_t', level = 's0:cN,cM' }) =>
    `process.selinuxLabel: "${user}:${role}:${type}:${level}"`,
  'process.rlimits': ({ type, soft, hard }) =>
    `process.rlimits: {"type": "RLIMIT_${type.toUpperCase()}", "soft": ${soft}, "hard": ${hard}}`,
  'process.oomScoreAdj': (to) => `process.oomScoreAdj: ${to}`,
  privileged: null,
  'root.readonly': (to) => `root.readonly: ${to}`,
  'mounts.remove': ({ destination }) => `remove the mount of ${destination}`,
  'mounts.readonly': ({ destination }) => `mounts ${destination}: "ro" in options`,
  'mounts.propagation': ({ destination, propagation }) => `mounts ${destination}: "${propagation}" in options`,
  'mounts.options': ({ destination, options, size }) =>
    `mounts ${destination}: ${[...options, ...(size === undefined ? [] : [`size=${size}`])].map((word) => `"${word}"`).join(', ')} in options`,
  'mounts.writable': (to) => placesSaid(to, (empty) => `a tmpfs in mounts for ${pathsOf(empty)}`),
  'linux.namespaces.pid': (to) => namespace('pid', to),
  'linux.namespaces.network': (to) => namespace('network', to),
  'linux.namespaces.ipc': (to) => namespace('ipc', to),
  'linux.namespaces.uts': (to) => namespace('uts', to),
  'linux.namespaces.user': (to) =>
    to.mode === 'private' ? `${namespace('user', to)}, with linux.uidMappings and gidMappings` : namespace('user', to),
  'linux.namespaces.cgroup': (to) => namespace('cgroup', to),
  'linux.devices.remove': ({ path }) =>
    `remove ${path === '/dev/*' ? 'the rule that allows every device' : path} from linux.devices and linux.resources.devices`,
  'linux.resources.memory.limit': (to) => `linux.resources.memory.limit: ${to}`,
  'linux.resources.memory.disableOOMKiller': (to) => `linux.resources.memory.disableOOMKiller: ${to}`,
  'linux.resources.cpu.limit': (to) => `linux.resources.cpu: {"quota": ${Math.round(to * 100_000)}, "period": 100000}`,
  'linux.resources.pids.limit': (to) => `linux.resources.pids.limit: ${to}`,
  'linux.resources.blockIO.weight': (to) => `linux.resources.blockIO.weight: ${to}`,
  'linux.seccomp': ({ profile, path }) =>
    profile === 'unconfined'
      ? 'remove linux.seccomp'
      : `linux.seccomp: the ${profile === 'default' ? "engine's profile, written out" : `profile ${path ?? 'PROFILE.json'}, written out`}`,
  'linux.maskedPaths': () => 'linux.maskedPaths and linux.readonlyPaths: those of runc spec',
  'linux.sysctl.remove': ({ name }) => `remove linux.sysctl "${name}"`,
  'linux.sysctl.set': ({ name, value }) => `linux.sysctl: {"${name}": "${value}"}`,
  'ports.hostIp': null,
  'ports.hostPort.remove': null,
  networks: null,
  networkPolicy: null,
  'networkPolicy.narrow': null,
  'object.secret': null,
  'process.env.secret': ({ name }) => `remove ${name} from process.env; mount a file and give the program its path`,
  'process.args.secret': ({ name }) =>
    `remove ${name === '' ? 'the secret' : name} from process.args; mount a file and give the program its path`,
  'build.secret': null,
  'build.copy.remove': null,
  'secrets.mode': null,
  'secrets.external': null,
  serviceAccountToken: null,
  'image.reference': null,
  'image.stages': null,
  'image.add.checksum': null,
  healthcheck: null,
};

/** The host's is what is not listed. */
function namespace(type: string, { mode, with: other }: Namespace): string {
  if (mode === 'host') return `remove {"type": "${type}"} from linux.namespaces`;
  return `linux.namespaces: {"type": "${type}"${mode === 'shared' ? `, "path": "${other ?? 'PATH'}"` : ''}}`;
}
