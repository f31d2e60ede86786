import type { AppArmor, Namespace, Phrases, Seccomp, Selinux } from '../../model/index.ts';
import { pathsOf, placesSaid } from '../../text/phrases/places.ts';

/** As a container's author would write each setting; `spec.` where only the pod can say it. */
export const phrases: Phrases = {
  'process.user': (to) => {
    const [user, group] = to.split(':');
    return group === undefined ? `securityContext.runAsUser: ${user}` : `securityContext: {runAsUser: ${user}, runAsGroup: ${group}}`;
  },
  'process.group': (to) => `securityContext.runAsGroup: ${to}`,
  'process.additionalGroups.remove': (to) => `take ${to.join(', ')} out of spec.securityContext.supplementalGroups and fsGroup`,
  'pod.fsGroup': (to) => `spec.securityContext.fsGroup: ${to}`,
  'process.runAsNonRoot': (to) => `securityContext.runAsNonRoot: ${to}`,
  'process.noNewPrivileges': (to) => `securityContext.allowPrivilegeEscalation: ${!to}`,
  'process.capabilities.drop': (to) => `securityContext.capabilities.drop: [${to.map(bare).join(', ')}]`,
  'process.capabilities.remove': (to) => `take ${to.map(bare).join(', ')} out of securityContext.capabilities.add`,
  'process.apparmor': (to) => `securityContext.appArmorProfile: ${apparmor(to)}`,
  'process.selinux': selinux,
  'process.rlimits': null,
  'process.oomScoreAdj': null,
  privileged: (to) => `securityContext.privileged: ${to}`,
  'root.readonly': (to) => `securityContext.readOnlyRootFilesystem: ${to}`,
  'mounts.remove': ({ destination }) => `remove the volumeMounts entry of ${destination} and its volume`,
  'mounts.readonly': ({ destination }) => `readOnly: true in the volumeMounts entry of ${destination}`,
  'mounts.propagation': ({ destination, propagation }) =>
    `mountPropagation: ${propagationWord(propagation)} in the volumeMounts entry of ${destination}`,
  // noexec and the like have no field; only the size of an emptyDir in memory has one.
  'mounts.options': ({ destination, size }) =>
    size === undefined
      ? `no field for mount options: leave ${destination} to a volume that needs none`
      : `emptyDir: {medium: Memory, sizeLimit: ${bytes(size)}} for the volume of ${destination}`,
  'mounts.writable': (to) => placesSaid(to, (empty) => `an emptyDir volume for ${pathsOf(empty)}`),
  'linux.namespaces.pid': (to) =>
    to.with === 'pod' ? `spec.shareProcessNamespace: ${to.mode === 'shared'}` : `spec.hostPID: ${isHost(to)}`,
  'linux.namespaces.network': (to) => `spec.hostNetwork: ${isHost(to)}`,
  'linux.namespaces.ipc': (to) => `spec.hostIPC: ${isHost(to)}`,
  'linux.namespaces.uts': null,
  'linux.namespaces.user': (to) => `spec.hostUsers: ${isHost(to)}`,
  'linux.namespaces.cgroup': null,
  'linux.devices.remove': ({ path }) => `remove the volume that brings in ${path}`,
  'linux.resources.memory.limit': (to) => `resources.limits.memory: ${bytes(to)}`,
  'linux.resources.memory.disableOOMKiller': null,
  'linux.resources.cpu.limit': (to) => `resources.limits.cpu: ${processors(to)}`,
  'linux.resources.pids.limit': null,
  'linux.resources.blockIO.weight': null,
  'linux.seccomp': (to) => `securityContext.seccompProfile: ${seccomp(to)}`,
  'linux.maskedPaths': () => 'securityContext.procMount: Default',
  'linux.sysctl.remove': ({ name }) => `take ${name} out of spec.securityContext.sysctls`,
  'linux.sysctl.set': ({ name, value }) => `spec.securityContext.sysctls: [{name: ${name}, value: "${value}"}]`,
  'ports.hostIp': ({ container, ip }) => `hostIP: ${ip} in the ports entry of ${container}`,
  'ports.hostPort.remove': ({ container }) => `remove hostPort from the ports entry of ${container}, and put a Service in front`,
  networks: null,
  networkPolicy: ({ directions }) =>
    `kind: NetworkPolicy, spec: {podSelector: {matchLabels: its labels}, policyTypes: [${directions.map(policyType).join(', ')}]}`,
  'networkPolicy.narrow': ({ policy, asks }) => `in the NetworkPolicy ${policy}: ${asks}`,
  'object.secret': ({ kind, key }) =>
    kind === 'Secret'
      ? `take ${key} out of the file: make the Secret from a store (External Secrets), or commit it sealed (Sealed Secrets, SOPS)`
      : `take ${key} out of the ConfigMap, and give it by a Secret that is not made from a plain file`,
  'process.env.secret': ({ name, file }) =>
    file === undefined
      ? `env: {name: ${name}, valueFrom: {secretKeyRef: {name: SECRET, key: KEY}}}`
      : `env: {name: ${file.variable}, value: PATH} with a secret volume, instead of ${name}`,
  'process.args.secret': ({ name }) => `remove ${named(name)} from args; mount a Secret, or use $(NAME) of a variable with secretKeyRef`,
  'build.secret': null,
  'build.copy.remove': null,
  'secrets.mode': ({ name, mode, item, group }) =>
    `${item === undefined ? `defaultMode: 0${mode.toString(8)} in the volume of ${name}` : `mode: 0${mode.toString(8)} in the items entry ${item} of ${name}`}${group ? ', and spec.securityContext.fsGroup' : ''}`,
  'secrets.external': null,
  serviceAccountToken: (to) => `spec.automountServiceAccountToken: ${to}`,
  'image.reference': (to) => `image: ${to}`,
  'image.stages': null,
  'image.add.checksum': null,
  healthcheck: () => 'livenessProbe: {httpGet: {path: /, port: PORT}}',
};

const policyType = (direction: string): string => (direction === 'ingress' ? 'Ingress' : 'Egress');

const bare = (capability: string): string => capability.replace(/^CAP_/, '');

const isHost = (to: Namespace): boolean => to.mode === 'host';

const seccomp = ({ profile, path }: Seccomp): string => {
  if (profile === 'custom') return `{type: Localhost, localhostProfile: ${path ?? 'profile.json'}}`;
  return profile === 'default' ? '{type: RuntimeDefault}' : '{type: Unconfined}';
};

const apparmor = ({ profile, name }: AppArmor): string => {
  if (profile === 'named') return `{type: Localhost, localhostProfile: ${name ?? 'NAME'}}`;
  return profile === 'default' ? '{type: RuntimeDefault}' : '{type: Unconfined}';
};

function selinux(to: Selinux): string {
  const parts = (['user', 'role', 'type', 'level'] as const).flatMap((part) => (to[part] === undefined ? [] : [`${part}: ${to[part]}`]));
  return parts.length === 0 ? 'remove securityContext.seLinuxOptions' : `securityContext.seLinuxOptions: {${parts.join(', ')}}`;
}

export const propagationWord = (propagation: string): string => {
  if (propagation.endsWith('shared')) return 'Bidirectional';
  return propagation.endsWith('slave') ? 'HostToContainer' : 'None';
};

/** The largest binary unit that divides the size. */
export function bytes(size: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
  let unit = 0;
  let left = size;
  while (left > 0 && left % 1024 === 0 && unit < units.length - 1) {
    left /= 1024;
    unit++;
  }
  return `${left}${units[unit]}`;
}

export const processors = (count: number): string => (Number.isInteger(count) ? `${count}` : `${Math.ceil(count * 1000)}m`);

const named = (name: string): string => (name === '' ? 'the secret' : name);
