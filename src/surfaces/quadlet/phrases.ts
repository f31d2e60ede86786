import type { AppArmor, Namespace, Phrases, Seccomp, Selinux } from '../../model/index.ts';
import { tmpfsText } from '../../text/docker-syntax/tmpfs-text.ts';
import { placesSaid } from '../../text/phrases/places.ts';

/** As the keys of [Container]. What Podman does by itself is said by taking the key out; what has no key goes into PodmanArgs=. */
export const phrases: Phrases = {
  'process.user': (to) => {
    const [user, group] = to.split(':');
    return group === undefined ? `User=${user}` : `User=${user} Group=${group}`;
  },
  'process.group': (to) => `Group=${to}`,
  'process.additionalGroups.remove': (to) => without('GroupAdd', to),
  'pod.fsGroup': null,
  'process.runAsNonRoot': null,
  'process.noNewPrivileges': (to) => `NoNewPrivileges=${to}`,
  'process.capabilities.drop': (to) => `DropCapability=${to.map(short).join(' ')}`,
  'process.capabilities.remove': (to) => without('AddCapability', to.map(short)),
  'process.apparmor': apparmor,
  'process.selinux': selinux,
  'process.rlimits': ({ type, soft, hard }) => `Ulimit=${type}=${soft === hard ? soft : `${soft}:${hard}`}`,
  'process.oomScoreAdj': (to) => args(`--oom-score-adj=${to}`),
  privileged: (to) => (to ? args('--privileged') : 'remove --privileged from PodmanArgs='),
  'root.readonly': (to) => `ReadOnly=${to}`,
  'mounts.remove': ({ destination }) => `remove the Volume= or Mount= of ${destination}`,
  'mounts.readonly': ({ destination }) => `Volume=SOURCE:${destination}:ro`,
  'mounts.propagation': ({ destination, propagation }) => `Volume=SOURCE:${destination}:${propagation}`,
  'mounts.options': ({ destination, options, size }) =>
    `Tmpfs=${destination}:${[...options, ...(size === undefined ? [] : [`size=${bytes(size)}`])].join(',')}`,
  'mounts.writable': (to) => placesSaid(to, (empty) => empty.map((place) => `Tmpfs=${tmpfsText(place, 'podman')}`).join(' ')),
  'linux.namespaces.pid': (to) => namespace('--pid', to),
  'linux.namespaces.network': (to) => (to.mode === 'private' ? 'remove Network=host, or Network=NAME.network' : `Network=${word(to)}`),
  'linux.namespaces.ipc': (to) => args(`--ipc=${word(to)}`),
  'linux.namespaces.uts': (to) => namespace('--uts', to),
  'linux.namespaces.user': (to) => (to.mode === 'private' ? 'UserNS=auto' : `UserNS=${word(to)}`),
  'linux.namespaces.cgroup': (to) => args(`--cgroupns=${word(to)}`),
  'linux.devices.remove': ({ path }) => (path.startsWith('gpus=') ? 'remove --gpus from PodmanArgs=' : `remove AddDevice=${path}`),
  'linux.resources.memory.limit': (to) => `Memory=${bytes(to)}`,
  'linux.resources.memory.disableOOMKiller': (to) => (to ? args('--oom-kill-disable') : 'remove --oom-kill-disable from PodmanArgs='),
  'linux.resources.cpu.limit': (to) => args(`--cpus=${to}`),
  'linux.resources.pids.limit': (to) => `PidsLimit=${to}`,
  'linux.resources.blockIO.weight': (to) => args(`--blkio-weight=${to}`),
  'linux.seccomp': seccomp,
  'linux.maskedPaths': () => 'remove Unmask=',
  'linux.sysctl.remove': ({ name }) => `remove Sysctl=${name}`,
  'linux.sysctl.set': ({ name, value }) => `Sysctl=${name}=${value}`,
  'ports.hostIp': ({ container, host, ip }) => `PublishPort=${ip}:${host ?? ''}:${container}`,
  'ports.hostPort.remove': null,
  networks: (to) => `Network=${to}.network`,
  networkPolicy: null,
  'networkPolicy.narrow': null,
  'object.secret': null,
  'process.env.secret': ({ name, file }) =>
    file === undefined
      ? `Secret=NAME,type=env,target=${name} instead of Environment=${name}`
      : `Secret=NAME and Environment=${file.variable}=/run/secrets/NAME instead of Environment=${name}`,
  'process.args.secret': ({ name }) =>
    `remove ${name === '' ? 'the secret' : name} from Exec=; Secret=NAME gives the program /run/secrets/NAME`,
  'build.secret': null,
  'build.copy.remove': null,
  'secrets.mode': ({ name, mode, uid }) => `Secret=${name}${uid === undefined ? '' : `,uid=${uid}`},mode=0${mode.toString(8)}`,
  'secrets.external': ({ name }) => `Secret=${name}`,
  serviceAccountToken: null,
  'image.reference': (to) => `Image=${to}`,
  'image.stages': null,
  'image.add.checksum': null,
  healthcheck: () => 'HealthCmd=COMMAND',
};

const args = (option: string): string => `PodmanArgs=${option}`;

const without = (key: string, values: readonly string[]): string => `remove ${values.map((value) => `${key}=${value}`).join(' ')}`;

const short = (capability: string): string => capability.replace(/^CAP_/, '');

const word = ({ mode, with: other }: Namespace): string => (mode === 'shared' ? (other ?? 'container:NAME') : mode);

/** Private is Podman's own default. One that a pod shares is the pod's to say. */
const namespace = (option: string, to: Namespace): string =>
  to.mode === 'private' ? `remove ${option} from PodmanArgs=` : args(`${option}=${word(to)}`);

function seccomp({ profile, path }: Seccomp): string {
  if (profile === 'default') return 'remove SeccompProfile=';
  return `SeccompProfile=${profile === 'unconfined' ? profile : (path ?? 'PROFILE.json')}`;
}

function apparmor({ profile, name }: AppArmor): string {
  if (profile === 'default') return 'remove AppArmor=';
  return `AppArmor=${profile === 'unconfined' ? profile : (name ?? 'PROFILE')}`;
}

function selinux({ disabled, type, level }: Selinux): string {
  if (disabled) return 'SecurityLabelDisable=true';
  const parts = [type === undefined ? '' : `SecurityLabelType=${type}`, level === undefined ? '' : `SecurityLabelLevel=${level}`];
  return parts.filter((part) => part !== '').join(' ') || 'remove SecurityLabelDisable=';
}

/** In the largest unit that gives a whole number: 512m. */
function bytes(size: number): string {
  const letters = ['g', 'm', 'k'];
  const unit = letters.findIndex((_, at) => size > 0 && size % 1024 ** (3 - at) === 0);
  return unit < 0 ? `${size}` : `${size / 1024 ** (3 - unit)}${letters[unit]}`;
}
