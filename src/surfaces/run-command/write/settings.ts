import { parameterRefused } from '../../../text/network-parameter.ts';
import { removeGroups, setGroup, setRlimit, setUser } from './identity.ts';
import { elsewhere, isInPlace, lettersOf, open, textOf } from './letters.ts';
import { cpuLimit, killAgain, memoryLimit, pidsLimit, set } from './limits.ts';
import { addTmpfs, changeMount, makeReadOnly, removeMount, setPropagation } from './mounts.ts';
import { joinNetwork, setCgroup, setNamespace, setUsers } from './namespaces.ts';
import { add } from './options.ts';
import { bindTo } from './ports.ts';
import { giveAsSecret, narrowMode, removeDevice, removeSysctl } from './secrets.ts';
import {
  coverAgain,
  dropCapabilities,
  removeCapabilities,
  setApparmor,
  setNoNewPrivileges,
  setPrivileged,
  setReadOnly,
  setSeccomp,
  setSelinux,
} from './security.ts';
import type { Result, Writers, Writing } from './writing.ts';

const noWord = 'docker run and podman run have no word for it';
const inContainerfile = 'it is written in the Containerfile, not here';

/** How each setting is written; a text says why a command has no way to write it. */
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
  privileged: setPrivileged,
  'root.readonly': setReadOnly,
  'mounts.remove': removeMount,
  'mounts.readonly': makeReadOnly,
  'mounts.propagation': setPropagation,
  'mounts.options': changeMount,
  'mounts.writable': addTmpfs,
  'linux.namespaces.pid': setNamespace('pid'),
  'linux.namespaces.network': setNamespace('network', 'net'),
  'linux.namespaces.ipc': setNamespace('ipc'),
  'linux.namespaces.uts': setNamespace('uts'),
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
  'linux.sysctl.set': (writing, { name, value }) => parameterRefused(writing.container) ?? add(writing, '--sysctl', `${name}=${value}`),
  'ports.hostIp': bindTo,
  'ports.hostPort.remove': noWord,
  networks: joinNetwork,
  networkPolicy: noWord,
  'networkPolicy.narrow': noWord,
  'object.secret': noWord,
  'process.env.secret': giveAsSecret,
  'process.args.secret': 'the program has to be told to read it from a file: see its manual, and mount the file',
  'build.secret': inContainerfile,
  'build.copy.remove': inContainerfile,
  'secrets.mode': narrowMode,
  'secrets.external': noWord,
  serviceAccountToken: noWord,
  'image.reference': setImage,
  'image.stages': inContainerfile,
  'image.add.checksum': inContainerfile,
  healthcheck: 'what to ask it is known to its author only: give it --health-cmd',
};

function setImage({ invocation: { engine }, rest, source, edits }: Writing, to: string): Result {
  const [image] = rest;
  if (/\b(?:TAG|DIGEST)\b/.test(to)) {
    const ask = engine === 'podman' ? 'skopeo inspect docker://NAME:TAG' : 'docker buildx imagetools inspect NAME:TAG';
    return `which tag and digest to take is not known here: look them up with ${ask}`;
  }
  if (image === undefined) return 'which word is the image is not known before it runs';
  if (!isInPlace(image)) return elsewhere(source, image);
  const letters = lettersOf(image);
  const [start, end] = [letters[0]?.start, letters.at(-1)?.end];
  if (start === undefined || end === undefined || textOf(letters).includes(open))
    return 'its image comes from a variable: change it where that is set';
  const isOnePiece = end - start === letters.length;
  edits.push({ source, ...(isOnePiece ? { start, end } : image.own), text: to });
  return undefined;
}
