import { leaveOut } from './copied.ts';
import { clearVariable } from './environment.ts';
import { pin } from './reference.ts';
import { giveToBuild } from './secret.ts';
import { splitBuild } from './stages.ts';
import { setGroup, setUser } from './user.ts';
import type { Writers } from './writing.ts';

const atStart = 'an image cannot carry it: say it where the container is started';
const kubernetes = 'only Kubernetes has it';

/** How each setting is written; a text says why an image has no word for it. */
export const writers: Writers = {
  'process.user': setUser,
  'process.group': setGroup,
  'process.additionalGroups.remove': atStart,
  'pod.fsGroup': kubernetes,
  'process.runAsNonRoot': kubernetes,
  'process.noNewPrivileges': atStart,
  'process.capabilities.drop': atStart,
  'process.capabilities.remove': atStart,
  'process.apparmor': atStart,
  'process.selinux': atStart,
  'process.rlimits': atStart,
  'process.oomScoreAdj': atStart,
  privileged: atStart,
  'root.readonly': atStart,
  'mounts.remove': atStart,
  'mounts.readonly': atStart,
  'mounts.propagation': atStart,
  'mounts.options': atStart,
  'mounts.writable': atStart,
  'linux.namespaces.pid': atStart,
  'linux.namespaces.network': atStart,
  'linux.namespaces.ipc': atStart,
  'linux.namespaces.uts': atStart,
  'linux.namespaces.user': atStart,
  'linux.namespaces.cgroup': atStart,
  'linux.devices.remove': atStart,
  'linux.resources.memory.limit': atStart,
  'linux.resources.memory.disableOOMKiller': atStart,
  'linux.resources.cpu.limit': atStart,
  'linux.resources.pids.limit': atStart,
  'linux.resources.blockIO.weight': atStart,
  'linux.seccomp': atStart,
  'linux.maskedPaths': atStart,
  'linux.sysctl.remove': atStart,
  'linux.sysctl.set': atStart,
  'ports.hostIp': atStart,
  'ports.hostPort.remove': kubernetes,
  networks: atStart,
  networkPolicy: kubernetes,
  'networkPolicy.narrow': kubernetes,
  'object.secret': kubernetes,
  'process.env.secret': clearVariable,
  'process.args.secret': 'the program has to be told to read it from a file: see its manual, and give the file when the container starts',
  'build.secret': giveToBuild,
  'build.copy.remove': leaveOut,
  'secrets.mode': atStart,
  'secrets.external': atStart,
  serviceAccountToken: kubernetes,
  'image.reference': pin,
  'image.stages': splitBuild,
  'image.add.checksum': (_, { source }) =>
    `which content is meant is not known here: look at it and take its sum (curl -fsSL ${/^[\w.:/~%+@-]+$/.test(source) ? source : 'ADDRESS'} | sha256sum), then write ADD --checksum=sha256:SUM`,
  healthcheck:
    'what shows that the program works is known to its author only: write HEALTHCHECK CMD with a program of the image that asks it (an image without a shell needs one that checks itself)',
};
