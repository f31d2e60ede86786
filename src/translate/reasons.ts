import type { Meaning } from '../model/index.ts';
import type { Place } from './place.ts';

type Rule = readonly [path: string, because: string];

/** Why a way of declaring, or its engine, has no word for a part of the model. The first rule that fits counts. */
const rules: Readonly<Partial<Record<Place['surface'], readonly Rule[]>>> = {
  kubernetes: [
    ['process.user', 'Kubernetes takes a user by number alone: look the name up in the image, and write runAsUser'],
    ['process.group', 'Kubernetes takes a group by number alone'],
    ['process.rlimits', "a pod cannot set ulimits: those of the node's container runtime hold"],
    ['process.oomScoreAdj', 'the kubelet sets it by the class of the pod'],
    ['linux.resources.pids', "a pod cannot limit its processes: the kubelet's podPidsLimit does"],
    ['linux.resources.memory.swap', "swap is the kubelet's to decide (memorySwap.swapBehavior)"],
    ['linux.resources.memory.disableOOMKiller', 'a pod cannot turn the OOM killer off'],
    ['linux.resources.cpu.cpus', "processors are chosen by the kubelet's CPU manager"],
    ['linux.resources.blockIO', 'a pod cannot limit its disk input and output'],
    ['linux.namespaces.cgroup', 'the container runtime of the node decides over it'],
    ['linux.namespaces.uts', 'the container runtime of the node decides over it'],
    ['linux.namespaces.ipc', 'the IPC namespace of a pod is for its own containers'],
    ['linux.namespaces.user', 'hostUsers: false is all that a pod can say'],
    ['linux.devices', 'a pod gets a device from a device plugin, not from the manifest'],
    ['linux.cgroupsPath', 'the kubelet places the cgroups of its pods'],
    ['linux.sysctl', 'a pod sets only the kernel settings that are written'],
    ['process.selinux', 'seLinuxOptions cannot switch the label off; type spc_t comes near it'],
    ['networks', 'every pod reaches every other one: a NetworkPolicy says who may'],
    ['healthcheck', 'the kubelet passes over the health check of an image and needs a probe'],
    ['process.env[*]', 'a whole environment cannot be handed on: name the variables'],
    ['hostname', 'Kubernetes takes a host name of lower case letters, digits and dashes alone'],
  ],
  compose: [
    ['process.args', 'a text in double braces is taken for a template'],
    ['process.runAsNonRoot', 'only the kubelet refuses to start a container as root'],
    ['serviceAccountToken', 'there is no service account outside Kubernetes'],
    ['linux.namespaces.user', 'Docker maps users for all containers at once (userns-remap in daemon.json)'],
    ['linux.uidMappings', 'Docker maps users for all containers at once (userns-remap in daemon.json)'],
    ['linux.gidMappings', 'Docker maps users for all containers at once (userns-remap in daemon.json)'],
    ['healthcheck', 'a probe that asks over the network has no word in Compose: write a command'],
  ],
  'run-command': [
    ['process.runAsNonRoot', 'only the kubelet refuses to start a container as root'],
    ['serviceAccountToken', 'there is no service account outside Kubernetes'],
    ['linux.namespaces.user', 'Docker maps users for all containers at once (userns-remap in daemon.json)'],
    ['healthcheck', 'a probe that asks over the network is no option: write a command'],
    ['process.env[*]', 'a whole Secret or ConfigMap cannot be handed over: name its keys, or use --env-file'],
  ],
  quadlet: [
    ['process.runAsNonRoot', 'only the kubelet refuses to start a container as root'],
    ['serviceAccountToken', 'there is no service account outside Kubernetes'],
    ['healthcheck', 'a probe that asks over the network has no key: write HealthCmd='],
    ['process.env[*]', 'a whole Secret or ConfigMap cannot be handed over: name its keys, or use EnvironmentFile='],
  ],
};

/** By what the engine of the target does, whatever it is declared in. */
const byEngine: Readonly<Record<Place['engine'], readonly Rule[]>> = {
  docker: [
    ['secrets', 'Docker keeps no secrets outside of Swarm: mount a file'],
    ['process.selinux', 'Docker switches labelling off for who shares the processes or IPC of the host'],
    [
      'process.capabilities.effective',
      'Docker gives capabilities to root alone: a program that needs one as another user needs a file capability',
    ],
    ['process.capabilities.ambient', 'Docker gives no ambient capability'],
    ['linux.maskedPaths', 'Docker hides all of its paths or none'],
    ['linux.readonlyPaths', 'Docker makes all of its paths read-only or none'],
  ],
  podman: [
    ['process.selinux', 'Podman switches labelling off for who shares the processes or IPC of the host'],
    [
      'process.capabilities.bounding',
      'Podman gives what is added to a user other than root as well, so it was not added; --cap-add brings it back for set-uid programs',
    ],
    ['process.capabilities', 'Podman hands added capabilities to a user other than root as well'],
  ],
  kubernetes: [['process.capabilities', 'Kubernetes gives capabilities to root alone']],
  oci: [
    ['linux.namespaces.time', 'runc before 1.2 refuses the word, and the namespace hides nothing'],
    ['image', 'a bundle holds the files of the image: unpack it into rootfs'],
    ['ports', 'a runtime sets up no network: what starts it does'],
    ['networks', 'a runtime sets up no network: what starts it does'],
    ['process.selinux', 'a runtime labels nothing that no label is written for'],
    ['healthcheck', 'a runtime asks no program how it is'],
    ['process.env', 'a runtime hands over what is written, and nothing else'],
    ['secrets', 'a runtime has no store of secrets: mount a file'],
  ],
};

const general: readonly Rule[] = [
  ['linux.sysctl', 'it was not asked for: where a program needs it, write the setting'],
  ['linux.namespaces.time', 'nothing that is declared decides over it'],
  ['linux.maskedPaths', 'each engine has its own list'],
  ['linux.readonlyPaths', 'each engine has its own list'],
  ['process.rlimits', 'each engine sets its own where nothing is written'],
  ['linux.resources.blockIO.throttle', 'a file names the disk, a runtime its numbers, and only the machine knows which belong together'],
];

/** Undefined: there is no more to say than that there is no word for it. */
export function reasonFor(path: string, { surface, engine }: Place): string | undefined {
  if (/^mounts\[.*\]\.(?:type|source)$/.test(path)) return 'it becomes storage of another kind: what is in it has to be brought there';
  const all = [...(rules[surface] ?? []), ...byEngine[engine], ...general];
  return all.find(([start]) => path === start || path.startsWith(`${start}.`) || path.startsWith(`${start}[`))?.[1];
}

const besides: Readonly<Partial<Record<Meaning, string>>> = {
  'depends-on': 'all start at once there: let the program ask again until the other one answers',
  init: 'use an image that brings its own init, or share the processes of the pod',
  'stop-signal': 'the signal is that of the image (STOPSIGNAL)',
  remove: 'what is stopped stays until it is removed',
  terminal: 'a service has no terminal',
  input: 'a service has no input',
};

/** Why something that no measure is about was left out. */
export const besideReason = (meaning: Meaning | undefined, title: string): string =>
  (meaning === undefined ? undefined : besides[meaning]) ?? `look up what ${title} has for it`;
