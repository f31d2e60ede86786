import { describe, expect, it } from 'vitest';
import { plain, podManifest, readManifest, webOf } from '../../../test/support/kubernetes.ts';
import type { Container } from '../../model/index.ts';

type Pick = (container: Container) => unknown;
/** name, lines of the pod's spec, lines of the container, what to look at, what it is (without origins) */
type Row = readonly [name: string, pod: string, container: string, pick: Pick, expected: unknown];

const sc = (line: string): string => `securityContext:\n  ${line}`;
const caps: Pick = (c) => c.process.capabilities;
const first: Pick = (c) => c.mounts[0];
const memory: Pick = (c) => c.linux.resources.memory;
const cpu: Pick = (c) => c.linux.resources.cpu;
const mount = (more = ''): string => `volumeMounts:\n- name: v\n  mountPath: /m\n${more}`;
const volume = (more: string): string => `volumes:\n- name: v\n  ${more}`;

const rows: readonly Row[] = [
  ['nothing is set', '', '', (c) => [c.process.user, c.root, c.linux.namespaces, c.privileged], [undefined, {}, {}, undefined]],
  ['the image', '', '', (c) => c.image, { reference: 'nginx' }],
  ['privileged', '', sc('privileged: true'), (c) => c.privileged, true],
  ['privileged as YAML 1.1 says it', '', sc('privileged: yes'), (c) => c.privileged, true],
  ['null is not set', '', sc('privileged: null'), (c) => c.privileged, undefined],
  ['escalation refused is no_new_privs', '', sc('allowPrivilegeEscalation: false'), (c) => c.process.noNewPrivileges, true],
  ['escalation allowed', '', sc('allowPrivilegeEscalation: true'), (c) => c.process.noNewPrivileges, false],
  ['a read-only root', '', sc('readOnlyRootFilesystem: true'), (c) => c.root.readonly, true],
  ['a user', '', sc('runAsUser: 1000'), (c) => c.process.user, { uid: 1000 }],
  ['the root user', '', sc('runAsUser: 0'), (c) => c.process.user, { uid: 0 }],
  ['a group', '', sc('runAsGroup: 3000'), (c) => c.process.group, { gid: 3000 }],
  ['not root', '', sc('runAsNonRoot: true'), (c) => c.process.runAsNonRoot, true],
  ['capabilities', '', sc('capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}'), caps, { add: ['CAP_NET_BIND_SERVICE'], drop: ['ALL'] }],
  ['capabilities in lower case', '', sc('capabilities: {drop: [all, net_raw]}'), caps, { drop: ['ALL', 'CAP_NET_RAW'] }],
  ['an empty list of capabilities', '', sc('capabilities: {drop: []}'), caps, { drop: [] }],
  ['empty capabilities', '', sc('capabilities: {}'), caps, {}],
  ['seccomp of the runtime', '', sc('seccompProfile: {type: RuntimeDefault}'), (c) => c.linux.seccomp, { profile: 'default' }],
  ['seccomp off', '', sc('seccompProfile: {type: Unconfined}'), (c) => c.linux.seccomp, { profile: 'unconfined' }],
  [
    'seccomp from a file',
    '',
    sc('seccompProfile: {type: Localhost, localhostProfile: a/b.json}'),
    (c) => c.linux.seccomp,
    { profile: 'custom', path: 'a/b.json' },
  ],
  ['AppArmor of the runtime', '', sc('appArmorProfile: {type: RuntimeDefault}'), (c) => c.process.apparmor, { profile: 'default' }],
  ['AppArmor off', '', sc('appArmorProfile: {type: Unconfined}'), (c) => c.process.apparmor, { profile: 'unconfined' }],
  [
    'AppArmor by name',
    '',
    sc('appArmorProfile: {type: Localhost, localhostProfile: k8s-web}'),
    (c) => c.process.apparmor,
    { profile: 'named', name: 'k8s-web' },
  ],
  [
    'SELinux',
    '',
    sc('seLinuxOptions: {type: spc_t, level: "s0:c1,c2"}'),
    (c) => c.process.selinux,
    { disabled: false, type: 'spc_t', level: 's0:c1,c2' },
  ],
  ['unmasked /proc', '', sc('procMount: Unmasked'), (c) => [c.linux.maskedPaths, c.linux.readonlyPaths], [[], []]],
  ['the default /proc', '', sc('procMount: Default'), (c) => [c.linux.maskedPaths, c.linux.readonlyPaths], [undefined, undefined]],

  ['host network', 'hostNetwork: true', '', (c) => c.linux.namespaces.network, { mode: 'host' }],
  ['no host network', 'hostNetwork: false', '', (c) => c.linux.namespaces.network, { mode: 'private' }],
  ['host pid', 'hostPID: true', '', (c) => c.linux.namespaces.pid, { mode: 'host' }],
  ['host ipc', 'hostIPC: true', '', (c) => c.linux.namespaces.ipc, { mode: 'host' }],
  ['a user namespace', 'hostUsers: false', '', (c) => c.linux.namespaces.user, { mode: 'private' }],
  ["the host's users", 'hostUsers: true', '', (c) => c.linux.namespaces.user, { mode: 'host' }],
  ['shared processes', 'shareProcessNamespace: true', '', (c) => c.linux.namespaces.pid, { mode: 'shared', with: 'pod' }],
  ['processes not shared', 'shareProcessNamespace: false', '', (c) => c.linux.namespaces.pid, { mode: 'private' }],
  [
    'shared processes beside hostPID: false',
    'hostPID: false\nshareProcessNamespace: true',
    '',
    (c) => c.linux.namespaces.pid,
    { mode: 'shared', with: 'pod' },
  ],
  ['an ordinary pod is of no system in particular', '', '', (c) => c.os, undefined],
  ['Windows', 'os: {name: windows}', '', (c) => c.os, 'windows'],
  ['a runtime class', 'runtimeClassName: gvisor', '', (c) => c.runtime, 'gvisor'],
  ['a host name', 'hostname: db', '', (c) => c.hostname, 'db'],
  ['the token refused', 'automountServiceAccountToken: false', '', (c) => c.serviceAccountToken, false],
  ['the token not spoken of', '', '', (c) => c.serviceAccountToken, undefined],
  [
    'groups',
    sc('fsGroup: 2000\n  supplementalGroups: [3000, 4000]'),
    '',
    (c) => c.process.additionalGroups,
    [{ gid: 2000 }, { gid: 3000 }, { gid: 4000 }],
  ],
  ['no groups', sc('supplementalGroups: []'), '', (c) => c.process.additionalGroups, []],
  ['groups not set', sc('runAsUser: 1'), '', (c) => c.process.additionalGroups, undefined],
  [
    'sysctls',
    sc('sysctls: [{name: net.core.somaxconn, value: "1024"}]'),
    '',
    (c) => c.linux.sysctl,
    [{ name: 'net.core.somaxconn', value: '1024' }],
  ],
  [
    'a sysctl with slashes',
    sc('sysctls: [{name: net/ipv4/conf/eth0.1/rp_filter, value: "1"}]'),
    '',
    (c) => c.linux.sysctl[0]?.name,
    'net.ipv4.conf.eth0/1.rp_filter',
  ],

  ['a memory limit', '', 'resources: {limits: {memory: 128Mi}}', memory, { limit: 134217728 }],
  ['a memory limit as a number', '', 'resources: {limits: {memory: 1000000}}', memory, { limit: 1000000 }],
  ['a memory limit of zero is none', '', 'resources: {limits: {memory: 0}}', memory, { limit: -1 }],
  ['a memory request', '', 'resources: {requests: {memory: 64M}}', memory, { reservation: 64000000 }],
  ['half a processor', '', 'resources: {limits: {cpu: 500m}}', cpu, { quota: 50000, period: 100000 }],
  ['one and a half processors', '', 'resources: {limits: {cpu: 1.5}}', cpu, { quota: 150000, period: 100000 }],
  ['the least quota is a millisecond', '', 'resources: {limits: {cpu: 1m}}', cpu, { quota: 1000, period: 100000 }],
  ['no limit on processors', '', 'resources: {limits: {cpu: "0"}}', cpu, { quota: -1, period: 100000 }],
  ['shares of processors', '', 'resources: {requests: {cpu: 250m}}', cpu, { shares: 256 }],
  ['the least shares', '', 'resources: {requests: {cpu: 1m}}', cpu, { shares: 2 }],
  ['other resources say nothing', '', 'resources: {limits: {nvidia.com/gpu: 1, ephemeral-storage: 1Gi}}', (c) => c.linux.resources, {}],
  ["the pod's limit", 'resources: {limits: {memory: 1Gi, cpu: 2}}', '', memory, { limit: 1073741824 }],
  ["the pod's processors", 'resources: {limits: {memory: 1Gi, cpu: 2}}', '', cpu, { quota: 200000, period: 100000 }],
  [
    "the container's limit before the pod's",
    'resources: {limits: {memory: 1Gi}}',
    'resources: {limits: {memory: 1Mi}}',
    memory,
    { limit: 1048576 },
  ],

  ['a documented port', '', 'ports: [{containerPort: 80}]', (c) => c.ports, [{ containerPort: '80', published: false }]],
  [
    'a published port',
    '',
    'ports: [{containerPort: 80, hostPort: 8080, hostIP: 127.0.0.1, protocol: UDP}]',
    (c) => c.ports,
    [{ containerPort: '80', hostPort: '8080', hostIp: '127.0.0.1', protocol: 'udp', published: true }],
  ],
  [
    'a host port of zero is none',
    '',
    'ports: [{containerPort: 80, hostPort: 0}]',
    (c) => c.ports,
    [{ containerPort: '80', published: false }],
  ],
  [
    "a port in the node's network",
    'hostNetwork: true',
    'ports: [{containerPort: 80}]',
    (c) => c.ports,
    [{ containerPort: '80', hostPort: { default: '80' }, published: true }],
  ],

  ['a variable', '', 'env: [{name: A, value: b}]', (c) => c.process.env, [{ name: 'A', value: 'b' }]],
  ['an empty variable', '', 'env: [{name: A}]', (c) => c.process.env, [{ name: 'A', value: '' }]],
  [
    'a variable from a secret',
    '',
    'env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]',
    (c) => c.process.env,
    [{ name: 'A', from: 'secret' }],
  ],
  [
    'a variable from a config map',
    '',
    'env: [{name: A, valueFrom: {configMapKeyRef: {name: s, key: k}}}]',
    (c) => c.process.env,
    [{ name: 'A', from: 'config' }],
  ],
  [
    'a variable from the pod',
    '',
    'env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]',
    (c) => c.process.env,
    [{ name: 'A', from: 'other' }],
  ],
  ['a variable that is another', '', 'env: [{name: A, value: $(B)}]', (c) => c.process.env, [{ name: 'A', from: 'other' }]],
  ['a variable with another in it', '', 'env: [{name: A, value: "x:$(B)"}]', (c) => c.process.env, [{ name: 'A', value: 'x:$(B)' }]],
  ['a whole secret', '', 'envFrom: [{prefix: DB_, secretRef: {name: s}}]', (c) => c.process.env, [{ name: 'DB_*', from: 'secret' }]],
  ['a whole config map', '', 'envFrom: [{configMapRef: {name: s}}]', (c) => c.process.env, [{ name: '*', from: 'config' }]],
  ['arguments', '', 'command: [sh, -c]\nargs: [echo $(A)]', (c) => c.process.args, ['sh', '-c', 'echo $(A)']],
  ['arguments alone', '', 'args: [-v]', (c) => c.process.args, ['-v']],
  ['the working directory', '', 'workingDir: /srv', (c) => c.process.cwd, '/srv'],
  ['a liveness probe', '', 'livenessProbe: {httpGet: {port: 80}}', (c) => c.healthcheck, { disabled: false, test: ['httpGet'] }],
  ['a readiness probe is no health check', '', 'readinessProbe: {httpGet: {port: 80}}', (c) => c.healthcheck, undefined],

  [
    'a path of the host',
    volume('hostPath: {path: /var/run/docker.sock}'),
    mount(),
    first,
    { type: 'bind', source: '/var/run/docker.sock', destination: '/m' },
  ],
  [
    'a path of the host, cleaned',
    volume('hostPath: {path: //etc/./ssl/}'),
    mount(),
    first,
    { type: 'bind', source: '/etc/ssl', destination: '/m' },
  ],
  [
    'a path below a path of the host',
    volume('hostPath: {path: /var}'),
    mount('  subPath: log'),
    first,
    { type: 'bind', source: '/var/log', destination: '/m' },
  ],
  ['a path of the host that nobody mounts', volume('hostPath: {path: /}'), '', (c) => c.mounts, []],
  [
    'a device of the host',
    volume('hostPath: {path: /dev/kvm, type: CharDevice}'),
    mount(),
    (c) => c.linux.devices,
    [{ path: '/dev/kvm', containerPath: '/m' }],
  ],
  ['a folder of the host is no device', volume('hostPath: {path: /dev, type: Directory}'), mount(), (c) => c.linux.devices, undefined],
  ['an empty folder', volume('emptyDir: {}'), mount(), first, { type: 'volume', source: 'v', destination: '/m' }],
  ['an empty folder written as null', volume('emptyDir:'), mount(), first, { type: 'volume', source: 'v', destination: '/m' }],
  [
    'a folder in memory',
    volume('emptyDir: {medium: Memory, sizeLimit: 64Mi}'),
    mount(),
    (c) => [c.mounts[0]?.type, c.mounts[0]?.size],
    ['tmpfs', 67108864],
  ],
  [
    'a config map',
    volume('configMap: {name: c}'),
    mount(),
    first,
    { type: 'object', source: 'c', destination: '/m', readonly: { default: true } },
  ],
  [
    'a config map mounted to be written',
    volume('configMap: {name: c}'),
    mount('  readOnly: false'),
    (c) => c.mounts[0]?.readonly,
    { default: true },
  ],
  [
    'a claim',
    volume('persistentVolumeClaim: {claimName: d}'),
    mount('  readOnly: true'),
    first,
    { type: 'claim', source: 'd', destination: '/m', readonly: true },
  ],
  [
    'a claim that is read-only itself',
    volume('persistentVolumeClaim: {claimName: d, readOnly: true}'),
    mount('  readOnly: false'),
    (c) => c.mounts[0]?.readonly,
    true,
  ],
  ['network storage', volume('nfs: {server: nas, path: /x}'), mount(), (c) => c.mounts[0]?.type, 'claim'],
  [
    'an image',
    volume('image: {reference: data:1}'),
    mount(),
    first,
    { type: 'image', source: 'data:1', destination: '/m', readonly: { default: true } },
  ],
  [
    'a relative mount path',
    volume('emptyDir: {}'),
    'volumeMounts: [{name: v, mountPath: data/}]',
    (c) => c.mounts[0]?.destination,
    '/data',
  ],
  ['propagation both ways', volume('emptyDir: {}'), mount('  mountPropagation: Bidirectional'), (c) => c.mounts[0]?.propagation, 'rshared'],
  [
    'propagation from the host',
    volume('emptyDir: {}'),
    mount('  mountPropagation: HostToContainer'),
    (c) => c.mounts[0]?.propagation,
    'rslave',
  ],
  ['no propagation', volume('emptyDir: {}'), mount('  mountPropagation: None'), (c) => c.mounts[0]?.propagation, 'private'],
  [
    'read-only below too',
    volume('emptyDir: {}'),
    mount('  readOnly: true\n  recursiveReadOnly: Enabled'),
    (c) => c.mounts[0]?.options,
    ['rro'],
  ],
  ['mount options', volume('emptyDir: {}'), mount('  bindMountOptions: [noexec]'), (c) => c.mounts[0]?.options, ['noexec']],
  [
    'a secret',
    volume('secret: {secretName: s, defaultMode: 0400}'),
    mount(),
    (c) => c.secrets,
    [{ name: 's', target: '/m', mode: 256, from: 'external' }],
  ],
  [
    'a projected secret',
    volume('projected: {defaultMode: 288, sources: [{secret: {name: s}}, {configMap: {name: c}}]}'),
    mount(),
    (c) => c.secrets,
    [{ name: 's', target: '/m', mode: 288, from: 'external' }],
  ],
  [
    'a raw block volume',
    volume('persistentVolumeClaim: {claimName: d}'),
    'volumeDevices: [{name: v, devicePath: /dev/xvda}]',
    (c) => c.linux.devices,
    [{ path: 'persistentVolumeClaim/d', containerPath: '/dev/xvda' }],
  ],

  ['a placeholder in a user', '', sc('runAsUser: ${UID}'), (c) => c.process.user, 'unknown'],
  ['a placeholder in a switch', '', sc('privileged: "{{ privileged }}"'), (c) => c.privileged, 'unknown'],
  ['a placeholder in a path', volume('hostPath: {path: "$HOME/data"}'), mount(), (c) => c.mounts[0]?.source, 'unknown'],
  ['a placeholder in a limit', '', 'resources: {limits: {memory: "%MEMORY%"}}', memory, { limit: 'unknown' }],
  [
    'a placeholder in a variable',
    '',
    'env: [{name: A, value: "${PASSWORD:-hunter2}"}]',
    (c) => c.process.env,
    [{ name: 'A', value: 'unknown' }],
  ],
];

describe('one setting of a pod or container', () => {
  for (const [name, pod, container, pick, expected] of rows) {
    it(name, () => {
      const text = podManifest(pod, container);
      expect(readManifest(text).problems).toEqual([]);
      expect(plain(pick(webOf(text)))).toEqual(expected);
    });
  }

  it('a placeholder for the image', () => {
    const text = podManifest('', '').replace('nginx', '${IMAGE}');
    expect(plain(webOf(text).image)).toEqual({ reference: 'unknown' });
  });
});
