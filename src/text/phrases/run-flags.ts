import type { AppArmor, EngineKind, Namespace, Phrases, Seccomp, Selinux } from '../../model/index.ts';
import { tmpfsText } from '../docker-syntax/tmpfs-text.ts';
import { placesSaid } from './places.ts';

/** As the words of a command line. What the engine does by itself is said by taking the option out. */
export const runFlags: Phrases = {
  'process.user': (to) => `--user ${to}`,
  'process.group': (to) => `--user UID:${to}`,
  'process.additionalGroups.remove': (to) => without('--group-add', to),
  'pod.fsGroup': null,
  'process.runAsNonRoot': null,
  'process.noNewPrivileges': (to) => (to ? '--security-opt no-new-privileges' : 'remove --security-opt no-new-privileges'),
  'process.capabilities.drop': (to) => to.map((name) => `--cap-drop ${short(name)}`).join(' '),
  'process.capabilities.remove': (to) => without('--cap-add', to.map(short)),
  'process.apparmor': apparmor,
  'process.selinux': selinux,
  'process.rlimits': ({ type, soft, hard }) => `--ulimit ${type}=${soft === hard ? soft : `${soft}:${hard}`}`,
  'process.oomScoreAdj': (to) => `--oom-score-adj ${to}`,
  privileged: (to) => (to ? '--privileged' : 'remove --privileged'),
  'root.readonly': (to) => (to ? '--read-only' : 'remove --read-only'),
  'mounts.remove': ({ destination }) => `remove the mount of ${destination}`,
  'mounts.readonly': ({ destination }) => `--volume SOURCE:${destination}:ro`,
  'mounts.propagation': ({ destination, propagation }) => `--volume SOURCE:${destination}:${propagation}`,
  'mounts.options': ({ destination, options, size }) =>
    `--tmpfs ${destination}:${[...options, ...(size === undefined ? [] : [`size=${bytes(size)}`])].join(',')}`,
  'mounts.writable': (to, engine) => placesSaid(to, (empty) => empty.map((place) => `--tmpfs ${tmpfsText(place, engine)}`).join(' ')),
  'linux.namespaces.pid': (to) => namespace('--pid', to),
  'linux.namespaces.network': (to) => (to.mode === 'private' ? 'remove --network, or --network NAME' : namespace('--network', to)),
  'linux.namespaces.ipc': (to) => `--ipc ${word(to)}`,
  'linux.namespaces.uts': (to) => namespace('--uts', to),
  'linux.namespaces.user': userns,
  'linux.namespaces.cgroup': (to) => `--cgroupns ${word(to)}`,
  'linux.devices.remove': withoutDevice,
  'linux.resources.memory.limit': (to) => `--memory ${bytes(to)}`,
  'linux.resources.memory.disableOOMKiller': (to) => (to ? '--oom-kill-disable' : 'remove --oom-kill-disable'),
  'linux.resources.cpu.limit': (to) => `--cpus ${to}`,
  'linux.resources.pids.limit': (to) => `--pids-limit ${to}`,
  'linux.resources.blockIO.weight': (to) => `--blkio-weight ${to}`,
  'linux.seccomp': seccomp,
  'linux.maskedPaths': () => 'remove --security-opt systempaths=unconfined and unmask=…',
  'linux.sysctl.remove': ({ name }) => `remove --sysctl ${name}`,
  'linux.sysctl.set': ({ name, value }) => `--sysctl ${name}=${value}`,
  'ports.hostIp': ({ container, host, ip }) => `--publish ${ip}:${host ?? ''}:${container}`,
  'ports.hostPort.remove': null,
  networks: (to) => `--network ${to}`,
  networkPolicy: null,
  'networkPolicy.narrow': null,
  'object.secret': null,
  'process.env.secret': ({ name, file }, engine) =>
    engine !== 'podman'
      ? `--env ${name} with the value in the caller's environment`
      : file === undefined
        ? `--secret NAME,type=env,target=${name}`
        : `--secret NAME --env ${file.variable}=/run/secrets/NAME instead of ${name}`,
  'process.args.secret': ({ name }) => `remove ${named(name)} from the arguments; mount a file and give the program its path`,
  'build.secret': null,
  'build.copy.remove': null,
  'secrets.mode': ({ name, mode, uid }) => `--secret ${name}${uid === undefined ? '' : `,uid=${uid}`},mode=0${mode.toString(8)}`,
  'secrets.external': ({ name }) => `podman: --secret ${name}`,
  serviceAccountToken: null,
  'image.reference': (to) => to,
  'image.stages': null,
  'image.add.checksum': null,
  healthcheck: () => '--health-cmd COMMAND',
};

/** Docker maps the ids of all its containers or of none: the daemon decides. */
function userns(to: Namespace, engine: EngineKind): string {
  if (to.mode !== 'private') return `--userns ${word(to)}`;
  return engine === 'podman' ? '--userns auto' : 'remove --userns host, with userns-remap in the daemon';
}

/** Rules and drivers' requests have options of their own. */
function withoutDevice({ path }: { readonly path: string }): string {
  if (/^[bc] /.test(path)) return `remove the --device-cgroup-rule for ${path}`;
  if (path === '/dev/*') return 'remove the --device-cgroup-rule for every device';
  return path.startsWith('gpus=') ? 'remove --gpus' : `remove --device ${path}`;
}

const without = (option: string, values: readonly string[]): string => `remove ${values.map((value) => `${option} ${value}`).join(' ')}`;

const short = (capability: string): string => capability.replace(/^CAP_/, '');

const word = ({ mode, with: other }: Namespace): string => (mode === 'shared' ? (other ?? 'container:NAME') : mode);

/** A private one is the default of both engines, for which Docker has no word. */
const namespace = (option: string, to: Namespace): string => (to.mode === 'private' ? `remove ${option}` : `${option} ${word(to)}`);

function seccomp({ profile, path }: Seccomp): string {
  if (profile === 'default') return 'remove --security-opt seccomp=…';
  return `--security-opt seccomp=${profile === 'unconfined' ? profile : (path ?? 'PROFILE.json')}`;
}

function apparmor({ profile, name }: AppArmor): string {
  if (profile === 'default') return 'remove --security-opt apparmor=…';
  return `--security-opt apparmor=${profile === 'unconfined' ? profile : (name ?? 'PROFILE')}`;
}

function selinux({ disabled, user, role, type, level }: Selinux): string {
  if (disabled) return '--security-opt label=disable';
  const parts = Object.entries({ user, role, type, level }).filter(([, value]) => value !== undefined);
  if (parts.length === 0) return 'remove --security-opt label=…';
  return parts.map(([part, value]) => `--security-opt label=${part}:${value}`).join(' ');
}

/** In the largest unit that gives a whole number: 512m. */
function bytes(size: number): string {
  const unit = ['g', 'm', 'k'].find((_, at) => size > 0 && size % 1024 ** (3 - at) === 0);
  return unit === undefined ? `${size}` : `${size / 1024 ** (3 - ['g', 'm', 'k'].indexOf(unit))}${unit}`;
}

const named = (name: string): string => (name === '' ? 'the secret' : name);
