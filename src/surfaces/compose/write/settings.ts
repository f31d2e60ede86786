import { dropCapabilities, removeCapabilities } from './capabilities.ts';
import { giveAsSecret } from './environment.ts';
import { dropEntries, dropKey, setKey, writtenAt } from './keys.ts';
import { blockWeight, cpuLimit, memoryLimit, pidsLimit } from './limits.ts';
import { changeMount, makeReadOnly, removeMount, setPropagation } from './mounts.ts';
import { joinNetwork, setNamespace } from './namespaces.ts';
import { bindTo } from './ports.ts';
import { addUser, giveGroup, removeGroups, setLimit } from './process.ts';
import { keepOutside, narrowMode } from './secrets.ts';
import { setApparmor, setNoNewPrivileges, setSeccomp, setSelinux, uncoverNothing } from './security.ts';
import { addSysctl, addTmpfs } from './tmpfs.ts';
import type { Writers } from './writing.ts';

/** How each setting is written; a text says why Compose has no way to write it. */
export const writers: Writers = {
  'process.user': addUser,
  'process.group': giveGroup,
  'process.additionalGroups.remove': removeGroups,
  'pod.fsGroup': 'Compose has no word for it',
  'process.runAsNonRoot': 'Compose has no word for it',
  'process.noNewPrivileges': setNoNewPrivileges,
  'process.capabilities.drop': dropCapabilities,
  'process.capabilities.remove': removeCapabilities,
  'process.apparmor': setApparmor,
  'process.selinux': setSelinux,
  'process.rlimits': setLimit,
  'process.oomScoreAdj': (writing, to) => setKey(writing, 'oom_score_adj', to, writtenAt(writing.container.process.oomScoreAdj)),
  privileged: (writing, to) =>
    to ? setKey(writing, 'privileged', true) : dropKey(writing, writtenAt(writing.container.privileged), 'privileged', false),
  'root.readonly': (writing, to) => setKey(writing, 'read_only', to, writtenAt(writing.container.root.readonly)),
  'mounts.remove': removeMount,
  'mounts.readonly': makeReadOnly,
  'mounts.propagation': setPropagation,
  'mounts.options': changeMount,
  'mounts.writable': addTmpfs,
  'linux.namespaces.pid': setNamespace('pid', 'pid'),
  'linux.namespaces.network': setNamespace('network', 'network_mode'),
  'linux.namespaces.ipc': setNamespace('ipc', 'ipc', 'private'),
  'linux.namespaces.uts': setNamespace('uts', 'uts'),
  'linux.namespaces.user': setNamespace('user', 'userns_mode'),
  'linux.namespaces.cgroup': (writing, to) => setKey(writing, 'cgroup', to.mode, writtenAt(writing.container.linux.namespaces.cgroup)),
  'linux.devices.remove': (writing, { path }) =>
    dropEntries(
      writing,
      (writing.container.linux.devices ?? []).flatMap((entry) =>
        entry.state === 'written' && entry.value.path === path ? [entry.origin] : [],
      ),
      path,
    ),
  'linux.resources.memory.limit': memoryLimit,
  'linux.resources.memory.disableOOMKiller': (writing, to) =>
    to
      ? setKey(writing, 'oom_kill_disable', true)
      : dropKey(writing, writtenAt(writing.container.linux.resources.memory?.disableOOMKiller), 'oom_kill_disable', false),
  'linux.resources.cpu.limit': cpuLimit,
  'linux.resources.pids.limit': pidsLimit,
  'linux.resources.blockIO.weight': blockWeight,
  'linux.seccomp': setSeccomp,
  'linux.maskedPaths': uncoverNothing,
  'linux.sysctl.remove': (writing, { name }) =>
    dropEntries(
      writing,
      writing.container.linux.sysctl.flatMap((one) => (one.name === name ? [one.origin] : [])),
      name,
    ),
  'linux.sysctl.set': addSysctl,
  'ports.hostIp': bindTo,
  'ports.hostPort.remove': 'a port of Compose is published for those outside: take it out by hand if nobody needs it',
  networks: joinNetwork,
  networkPolicy: 'Compose has no word for it',
  'networkPolicy.narrow': 'Compose has no word for it',
  'object.secret': 'Compose has no word for it',
  'process.env.secret': giveAsSecret,
  'process.args.secret': 'the program has to be told to read it from a file: see its manual, and list the file under secrets',
  'build.secret': 'it is written in the Containerfile, not here',
  'build.copy.remove': 'it is written in the Containerfile, not here',
  'secrets.mode': narrowMode,
  'secrets.external': keepOutside,
  serviceAccountToken: 'Compose has no word for it',
  'image.reference': (writing, to) =>
    /\b(?:TAG|DIGEST)\b/.test(to)
      ? 'which tag and digest to take is not known here: look them up with docker buildx imagetools inspect NAME:TAG'
      : setKey(writing, 'image', to, writtenAt(writing.container.image.reference)),
  'image.stages': 'it is written in the Containerfile, not here',
  'image.add.checksum': 'it is written in the Containerfile, not here',
  healthcheck: 'what to ask it is known to its author only: give it a healthcheck with a test',
};
