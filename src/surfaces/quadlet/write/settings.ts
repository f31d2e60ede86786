import { removeGroups, setGroup, setRlimit, setUser } from './identity.ts';
import { cpuLimit, killAgain, memoryLimit, pidsLimit, set, setCgroup, setNamespace, setUsers } from './limits.ts';
import { addTmpfs, bindTo, changeMount, makeReadOnly, removeMount, setPropagation } from './mounts.ts';
import { giveAsSecret, narrowMode, removeDevice, removeSysctl, setSysctl } from './secrets.ts';
import {
  coverAgain,
  dropCapabilities,
  removeCapabilities,
  setApparmor,
  setNoNewPrivileges,
  setSeccomp,
  setSelinux,
  setSwitch,
} from './security.ts';
import type { Result, Writers, Writing } from './writing.ts';

const noWord = 'Quadlet has no word for it';
const inContainerfile = 'it is written in the Containerfile, not here';

/** How each setting is written; a text says why Quadlet has no way to write it. */
export const writers: Writers = {
  'process.user': setUser,
  'process.group': setGroup,
  'process.additionalGroups.remove': removeGroups,
  'pod.fsGroup': noWord,
  'process.runAsNonRoot': noWord,
  'process.noNewPrivileges': setNoNewPrivileges,
  'process.capabilities.drop': dropCapabilities,
  'process.capabilities.remove': removeCapabilities,
  'process.apparmor': setApparmor,
  'process.selinux': setSelinux,
  'process.rlimits': setRlimit,
  'process.oomScoreAdj': set('oom-score-adj'),
  privileged: (writing, to) => setSwitch(writing, 'privileged', to),
  'root.readonly': (writing, to) => setSwitch(writing, 'read-only', to, 'ReadOnly'),
  'mounts.remove': removeMount,
  'mounts.readonly': makeReadOnly,
  'mounts.propagation': setPropagation,
  'mounts.options': changeMount,
  'mounts.writable': addTmpfs,
  'linux.namespaces.pid': setNamespace(undefined, 'pid'),
  'linux.namespaces.network': setNamespace('Network', 'network', 'net'),
  'linux.namespaces.ipc': setNamespace(undefined, 'ipc'),
  'linux.namespaces.uts': setNamespace(undefined, 'uts'),
  'linux.namespaces.user': setUsers,
  'linux.namespaces.cgroup': setCgroup,
  'linux.devices.remove': removeDevice,
  'linux.resources.memory.limit': memoryLimit,
  'linux.resources.memory.disableOOMKiller': killAgain,
  'linux.resources.cpu.limit': cpuLimit,
  'linux.resources.pids.limit': pidsLimit,
  'linux.resources.blockIO.weight': set('blkio-weight'),
  'linux.seccomp': setSeccomp,
  'linux.maskedPaths': coverAgain,
  'linux.sysctl.remove': removeSysctl,
  'linux.sysctl.set': setSysctl,
  'ports.hostIp': bindTo,
  'ports.hostPort.remove': noWord,
  networks: 'it needs a unit of its own: write NAME.network with [Network], and Network=NAME.network here',
  networkPolicy: noWord,
  'networkPolicy.narrow': noWord,
  'object.secret': noWord,
  'process.env.secret': giveAsSecret,
  'process.args.secret': 'the program has to be told to read it from a file: see its manual, and use Secret=',
  'build.secret': inContainerfile,
  'build.copy.remove': inContainerfile,
  'secrets.mode': narrowMode,
  'secrets.external': noWord,
  serviceAccountToken: noWord,
  'image.reference': setImage,
  'image.stages': inContainerfile,
  'image.add.checksum': inContainerfile,
  healthcheck: 'what to ask it is known to its author only: give it HealthCmd=',
};

function setImage({ container, edits }: Writing, to: string): Result {
  if (/\b(?:TAG|DIGEST)\b/.test(to))
    return 'which tag and digest to take is not known here: look them up with skopeo inspect docker://NAME:TAG';
  const field = container.image.reference;
  if (field?.state !== 'written') return 'its image is not written here as it is';
  const { source, start, end } = field.origin;
  const at = source.text.slice(start, end).lastIndexOf(field.value);
  if (at < 0) return 'its image is written in a way that cannot be changed here';
  edits.push({ source, start: start + at, end: start + at + field.value.length, text: to });
  return undefined;
}
