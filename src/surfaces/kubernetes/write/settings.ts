import { dropCapabilities, removeCapabilities } from './capabilities.ts';
import { giveAsSecret } from './environment.ts';
import { addProbe, setImage } from './image.ts';
import { limitVolume, makeReadOnly, removeDevice, removeMount, setPropagation } from './mounts.ts';
import { addPolicy } from './network/policy.ts';
import { setPid, setPodNamespace, setToken } from './pod.ts';
import { bindTo, closeHostPort } from './ports.ts';
import { setApparmor, setSeccomp, setSelinux } from './profiles.ts';
import { cpuLimit, memoryLimit } from './resources.ts';
import { giveFilesGroup, narrowMode } from './secrets.ts';
import { removeGroups, removeSysctl, setEscalation, setIdentity, setUser } from './security.ts';
import { addEmptyDirs, setSysctl } from './writable.ts';
import { putInContainer, type Writers } from './writing.ts';

const noWord = 'Kubernetes has no word for it';
const inContainerfile = 'it is written in the Containerfile, not here';

/** How each setting is written; a text says why Kubernetes has no way to write it. */
export const writers: Writers = {
  'process.user': setUser,
  'process.group': setIdentity('runAsGroup', ({ container }) => container.process.group),
  'process.additionalGroups.remove': removeGroups,
  'pod.fsGroup': giveFilesGroup,
  'process.runAsNonRoot': setIdentity('runAsNonRoot', ({ container }) => container.process.runAsNonRoot),
  'process.noNewPrivileges': setEscalation,
  'process.capabilities.drop': dropCapabilities,
  'process.capabilities.remove': removeCapabilities,
  'process.apparmor': setApparmor,
  'process.selinux': setSelinux,
  'process.rlimits': noWord,
  'process.oomScoreAdj': noWord,
  privileged: (writing, to) => putInContainer(writing, ['securityContext', 'privileged'], to),
  'root.readonly': (writing, to) => putInContainer(writing, ['securityContext', 'readOnlyRootFilesystem'], to),
  'mounts.remove': removeMount,
  'mounts.readonly': makeReadOnly,
  'mounts.propagation': setPropagation,
  'mounts.options': limitVolume,
  'mounts.writable': addEmptyDirs,
  'linux.namespaces.pid': setPid,
  'linux.namespaces.network': setPodNamespace('network', 'hostNetwork'),
  'linux.namespaces.ipc': setPodNamespace('ipc', 'hostIPC'),
  'linux.namespaces.uts': noWord,
  'linux.namespaces.user': setPodNamespace('user', 'hostUsers'),
  'linux.namespaces.cgroup': noWord,
  'linux.devices.remove': removeDevice,
  'linux.resources.memory.limit': memoryLimit,
  'linux.resources.memory.disableOOMKiller': noWord,
  'linux.resources.cpu.limit': cpuLimit,
  'linux.resources.pids.limit': 'the kubelet sets it for the whole node: podPidsLimit',
  'linux.resources.blockIO.weight': noWord,
  'linux.seccomp': setSeccomp,
  'linux.maskedPaths': (writing) => putInContainer(writing, ['securityContext', 'procMount'], 'Default'),
  'linux.sysctl.remove': removeSysctl,
  'linux.sysctl.set': setSysctl,
  'ports.hostIp': bindTo,
  'ports.hostPort.remove': closeHostPort,
  networks: noWord,
  networkPolicy: addPolicy,
  'networkPolicy.narrow': (_, { policy, asks }) =>
    `who needs the traffic is known to its author only: in the NetworkPolicy ${policy}, ${asks}`,
  'object.secret': 'who gives the value instead is known to its author only: make the Secret from a store, or commit it sealed',
  'process.env.secret': giveAsSecret,
  'process.args.secret':
    'the program has to be told to read it from elsewhere: mount a Secret, or use $(NAME) of a variable with secretKeyRef',
  'build.secret': inContainerfile,
  'build.copy.remove': inContainerfile,
  'secrets.mode': narrowMode,
  'secrets.external': 'a Secret is in the store of the cluster already',
  serviceAccountToken: setToken,
  'image.reference': setImage,
  'image.stages': inContainerfile,
  'image.add.checksum': inContainerfile,
  healthcheck: addProbe,
};
