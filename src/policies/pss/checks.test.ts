import { describe, expect, it } from 'vitest';
import { answers, manifest, ownGood, type Parts, podGood } from '../../../test/support/admission.ts';
import { container } from '../../../test/support/table.ts';
import { standards } from '../../facts/standards.ts';
import { reader } from '../../surfaces/kubernetes/read.ts';
import { latestMinor } from '../versions.ts';
import { checks, pssControls } from './checks.ts';

/**
 * One pod a row: what differs from a pod that passes, and which checks refuse it from which version on. Every row is asked of
 * every version. Ids, levels, versions and values: kubernetes/pod-security-admission policy/check_*.go at 8f84a87c.
 */
type Row = readonly [name: string, level: 'baseline' | 'restricted', parts: Parts, refusedBy: Readonly<Record<number, readonly string[]>>];

const never = { 20: [] };
const always = (...ids: string[]) => ({ 20: ids });
const restrictedOnly = { pod: '', own: '' };
/** What an empty pod lacks at the level restricted. */
const lacking = ['allowPrivilegeEscalation', 'runAsNonRoot', 'seccompProfile_restricted'];

const probe = (host: string) => ({ container: [`livenessProbe: {httpGet: {port: 80, host: "${host}"}}`] });
const sysctl = (name: string): Parts => ({ pod: `${podGood}, sysctls: [{name: ${name}, value: "1"}]` });
const volume = (source: string): Parts => ({ spec: [`volumes: [{name: data${source === '' ? '' : `, ${source}`}}]`] });
const apparmor = (value: string): Parts => ({
  metadata: `annotations: {container.apparmor.security.beta.kubernetes.io/web: "${value}"}`,
});
const annotated = (key: string, value: string): Parts => ({
  metadata: `annotations: {${key}: "${value}"}`,
  pod: 'runAsNonRoot: true',
});
const second = (own: string) => ['initContainers:', '  - name: first', '    image: busybox', `    securityContext: {${own}}`];

const rows: readonly Row[] = [
  // check_allowPrivilegeEscalation.go: must be false, restricted since 1.8; Windows pods are let pass since 1.25.
  ['a pod that passes', 'restricted', {}, never],
  ['an empty pod at baseline', 'baseline', restrictedOnly, never],
  [
    'an empty pod at restricted: capabilities are asked for since 1.22',
    'restricted',
    restrictedOnly,
    { 20: lacking, 22: [...lacking, 'capabilities_restricted'] },
  ],
  ['allowPrivilegeEscalation unset', 'restricted', { own: 'capabilities: {drop: [ALL]}' }, always('allowPrivilegeEscalation')],
  [
    'allowPrivilegeEscalation true',
    'restricted',
    { own: 'allowPrivilegeEscalation: true, capabilities: {drop: [ALL]}' },
    always('allowPrivilegeEscalation'),
  ],
  ['allowPrivilegeEscalation is no matter of baseline', 'baseline', { own: 'allowPrivilegeEscalation: true' }, never],
  [
    'a Windows pod is let pass by the checks about Linux since 1.25',
    'restricted',
    { spec: ['os: {name: windows}'], pod: 'runAsNonRoot: true', own: '' },
    {
      20: ['allowPrivilegeEscalation', 'seccompProfile_restricted'],
      22: ['allowPrivilegeEscalation', 'capabilities_restricted', 'seccompProfile_restricted'],
      25: [],
    },
  ],
  [
    'a Windows pod must still not run as root',
    'restricted',
    { spec: ['os: {name: windows}'], pod: '', own: '' },
    { 20: lacking, 22: [...lacking, 'capabilities_restricted'], 25: ['runAsNonRoot'] },
  ],
  [
    'a selector of Windows nodes is no os',
    'restricted',
    { spec: ['nodeSelector: {kubernetes.io/os: windows}'], own: 'capabilities: {drop: [ALL]}' },
    always('allowPrivilegeEscalation'),
  ],
  ['os linux', 'restricted', { spec: ['os: {name: linux}'], own: 'capabilities: {drop: [ALL]}' }, always('allowPrivilegeEscalation')],

  // check_appArmorProfile.go: annotations always, fields since the API has them (1.30).
  ['AppArmor annotation unconfined', 'baseline', apparmor('unconfined'), always('appArmorProfile')],
  [
    'AppArmor annotation of a container that is not there',
    'baseline',
    { metadata: 'annotations: {container.apparmor.security.beta.kubernetes.io/other: unconfined}' },
    always('appArmorProfile'),
  ],
  ['AppArmor annotation runtime/default', 'restricted', apparmor('runtime/default'), never],
  ['AppArmor annotation localhost', 'restricted', apparmor('localhost/mine'), never],
  ['AppArmor annotation empty', 'restricted', apparmor(''), never],
  ['AppArmor field of the container', 'baseline', { own: 'appArmorProfile: {type: Unconfined}' }, { 20: [], 30: ['appArmorProfile'] }],
  [
    'AppArmor field of the pod, though its container says otherwise',
    'baseline',
    { pod: 'appArmorProfile: {type: Unconfined}', own: 'appArmorProfile: {type: RuntimeDefault}' },
    { 20: [], 30: ['appArmorProfile'] },
  ],
  ['AppArmor field Localhost', 'restricted', { own: `${ownGood}, appArmorProfile: {type: Localhost, localhostProfile: mine}` }, never],

  // check_capabilities_baseline.go: the default set without NET_RAW, by its exact letters.
  ['NET_RAW added', 'baseline', { own: 'capabilities: {add: [NET_RAW]}' }, always('capabilities_baseline')],
  ['SYS_ADMIN added', 'baseline', { own: 'capabilities: {add: [CHOWN, SYS_ADMIN]}' }, always('capabilities_baseline')],
  ['ALL added', 'baseline', { own: 'capabilities: {add: [ALL]}' }, always('capabilities_baseline')],
  [
    'the default set added',
    'baseline',
    {
      own: 'capabilities: {add: [AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT]}',
    },
    never,
  ],
  [
    'an allowed name with a prefix is another word',
    'baseline',
    { own: 'capabilities: {add: [CAP_CHOWN]}' },
    always('capabilities_baseline'),
  ],
  [
    'an allowed name in small letters is another word',
    'baseline',
    { own: 'capabilities: {add: [chown]}' },
    always('capabilities_baseline'),
  ],

  // check_capabilities_restricted.go: since 1.22, in place of capabilities_baseline; Windows since 1.25.
  ['nothing dropped', 'restricted', { own: 'allowPrivilegeEscalation: false' }, { 20: [], 22: ['capabilities_restricted'] }],
  [
    'some dropped',
    'restricted',
    { own: 'allowPrivilegeEscalation: false, capabilities: {drop: [NET_RAW, CHOWN]}' },
    { 20: [], 22: ['capabilities_restricted'] },
  ],
  [
    'all in small letters',
    'restricted',
    { own: 'allowPrivilegeEscalation: false, capabilities: {drop: [all]}' },
    { 20: [], 22: ['capabilities_restricted'] },
  ],
  ['ALL among others', 'restricted', { own: 'allowPrivilegeEscalation: false, capabilities: {drop: [CHOWN, ALL]}' }, never],
  [
    'NET_BIND_SERVICE added',
    'restricted',
    { own: 'allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}' },
    never,
  ],
  [
    'CHOWN added: enough for baseline, too much for restricted',
    'restricted',
    { own: 'allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [CHOWN]}' },
    { 20: [], 22: ['capabilities_restricted'] },
  ],
  [
    'SYS_ADMIN added at restricted: one check takes the place of the other',
    'restricted',
    { own: 'allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [SYS_ADMIN]}' },
    { 20: ['capabilities_baseline'], 22: ['capabilities_restricted'] },
  ],

  // check_hostNamespaces.go
  ['hostPID', 'baseline', { spec: ['hostPID: true'] }, always('hostNamespaces')],
  ['hostIPC', 'baseline', { spec: ['hostIPC: true'] }, always('hostNamespaces')],
  ['hostNetwork', 'baseline', { spec: ['hostNetwork: true'] }, always('hostNamespaces')],
  ['host namespaces at restricted as well', 'restricted', { spec: ['hostPID: true'] }, always('hostNamespaces')],
  ['host namespaces off', 'restricted', { spec: ['hostPID: false', 'hostIPC: false', 'hostNetwork: false'] }, never],
  ['shareProcessNamespace is no host namespace', 'restricted', { spec: ['shareProcessNamespace: true'] }, never],

  // check_hostPathVolumes.go, check_restrictedVolumes.go: the latter in place of the former at restricted.
  ['a hostPath volume, mounted nowhere', 'baseline', volume('hostPath: {path: /data}'), always('hostPathVolumes')],
  ['a hostPath volume at restricted', 'restricted', volume('hostPath: {path: /data}'), always('restrictedVolumes')],
  ['a hostPath of null is none', 'baseline', volume('hostPath: null'), never],
  ...[
    'configMap: {name: x}',
    'csi: {driver: x}',
    'downwardAPI: {}',
    'emptyDir: {}',
    'ephemeral: {}',
    'persistentVolumeClaim: {claimName: x}',
    'projected: {}',
    'secret: {secretName: x}',
    '',
  ].map((source): Row => [`the volume ${source || 'of a name only'}`, 'restricted', volume(source), never]),
  ...[
    'gcePersistentDisk',
    'awsElasticBlockStore',
    'gitRepo',
    'nfs',
    'iscsi',
    'glusterfs',
    'rbd',
    'flexVolume',
    'cinder',
    'cephfs',
    'flocker',
    'fc',
    'azureFile',
    'vsphereVolume',
    'quobyte',
    'azureDisk',
    'portworxVolume',
    'photonPersistentDisk',
    'scaleIO',
    'storageos',
  ].map((kind): Row => [`the volume ${kind}`, 'restricted', volume(`${kind}: {}`), always('restrictedVolumes')]),
  ['a volume that only restricted refuses', 'baseline', volume('nfs: {server: x, path: /}'), never],
  // The API has had image volumes since 1.31, the list of restrictedVolumes since 1.33 (v0.32.0 and v0.33.0 of the check).
  ['an image volume', 'restricted', volume('image: {reference: x}'), { 20: [], 31: ['restrictedVolumes'], 33: [] }],
  [
    'an image volume with a second source, which is all that an older server sees',
    'restricted',
    volume('image: {reference: x}, nfs: {server: x, path: /}'),
    { 20: ['restrictedVolumes'], 33: [] },
  ],

  // check_hostPorts.go; hostPort 0 is none; in the network of the node every port gets one (pkg/apis/core/v1/defaults.go).
  ['a host port', 'baseline', { container: ['ports: [{containerPort: 80, hostPort: 80}]'] }, always('hostPorts')],
  ['host port 0', 'restricted', { container: ['ports: [{containerPort: 80, hostPort: 0}]'] }, never],
  ['a port of its own', 'restricted', { container: ['ports: [{containerPort: 80}]'] }, never],
  [
    'a port in the network of the node',
    'baseline',
    { spec: ['hostNetwork: true'], container: ['ports: [{containerPort: 80}]'] },
    always('hostNamespaces', 'hostPorts'),
  ],

  // check_hostProbesAndhostLifecycle.go: since 1.34.
  ['a liveness probe of another host', 'baseline', probe('10.0.0.1'), { 20: [], 34: ['hostProbesAndHostLifecycle'] }],
  ['a probe with an empty host', 'restricted', probe(''), never],
  [
    'a readiness probe by tcpSocket',
    'baseline',
    { container: ['readinessProbe: {tcpSocket: {port: 80, host: 127.0.0.1}}'] },
    { 20: [], 34: ['hostProbesAndHostLifecycle'] },
  ],
  [
    'a startup probe',
    'baseline',
    { container: ['startupProbe: {httpGet: {port: 80, host: x}}'] },
    { 20: [], 34: ['hostProbesAndHostLifecycle'] },
  ],
  [
    'postStart',
    'baseline',
    { container: ['lifecycle: {postStart: {httpGet: {port: 80, host: x}}}'] },
    { 20: [], 34: ['hostProbesAndHostLifecycle'] },
  ],
  [
    'preStop',
    'restricted',
    { container: ['lifecycle: {preStop: {tcpSocket: {port: 80, host: x}}}'] },
    { 20: [], 34: ['hostProbesAndHostLifecycle'] },
  ],
  ['a probe by command', 'restricted', { container: ['livenessProbe: {exec: {command: [a]}}'] }, never],

  // check_privileged.go
  ['privileged', 'baseline', { own: 'privileged: true' }, always('privileged')],
  [
    'privileged at restricted',
    'restricted',
    { own: 'privileged: true' },
    { 20: ['allowPrivilegeEscalation', 'privileged'], 22: ['allowPrivilegeEscalation', 'capabilities_restricted', 'privileged'] },
  ],
  ['privileged false', 'restricted', { own: `${ownGood}, privileged: false` }, never],

  // check_procMount_baseline.go, check_procMount_restricted.go: relaxed by a user namespace since 1.35, at baseline only.
  ['procMount Unmasked', 'baseline', { own: 'procMount: Unmasked' }, always('procMount')],
  [
    'procMount Unmasked with users of its own',
    'baseline',
    { spec: ['hostUsers: false'], own: 'procMount: Unmasked' },
    { 20: ['procMount'], 35: [] },
  ],
  [
    'procMount Unmasked at restricted',
    'restricted',
    { own: `${ownGood}, procMount: Unmasked` },
    { 20: ['procMount'], 35: ['procMount_restricted'] },
  ],
  [
    'procMount Unmasked at restricted with users of its own',
    'restricted',
    { spec: ['hostUsers: false'], own: `${ownGood}, procMount: Unmasked` },
    { 20: ['procMount'], 35: ['procMount_restricted'] },
  ],
  ['procMount Default', 'restricted', { own: `${ownGood}, procMount: Default` }, never],

  // check_runAsNonRoot.go: relaxed by a user namespace since 1.35.
  ['runAsNonRoot unset', 'restricted', { pod: 'seccompProfile: {type: RuntimeDefault}' }, always('runAsNonRoot')],
  [
    'runAsNonRoot of the container alone',
    'restricted',
    { pod: 'seccompProfile: {type: RuntimeDefault}', own: `${ownGood}, runAsNonRoot: true` },
    never,
  ],
  [
    'runAsNonRoot false of the pod, though its container says true',
    'restricted',
    { pod: 'runAsNonRoot: false, seccompProfile: {type: RuntimeDefault}', own: `${ownGood}, runAsNonRoot: true` },
    always('runAsNonRoot'),
  ],
  [
    'runAsNonRoot false of the container, though its pod says true',
    'restricted',
    { own: `${ownGood}, runAsNonRoot: false` },
    always('runAsNonRoot'),
  ],
  [
    'runAsNonRoot unset with users of its own',
    'restricted',
    { spec: ['hostUsers: false'], pod: 'seccompProfile: {type: RuntimeDefault}' },
    { 20: ['runAsNonRoot'], 35: [] },
  ],
  [
    'runAsNonRoot unset with the users of the node',
    'restricted',
    { spec: ['hostUsers: true'], pod: 'seccompProfile: {type: RuntimeDefault}' },
    always('runAsNonRoot'),
  ],
  ['runAsNonRoot is no matter of baseline', 'baseline', { pod: 'runAsNonRoot: false' }, never],

  // check_runAsUser.go: since 1.23; relaxed by a user namespace since 1.35.
  ['runAsUser 0 of the container', 'restricted', { own: `${ownGood}, runAsUser: 0` }, { 20: [], 23: ['runAsUser'] }],
  [
    'runAsUser 0 of the pod, though its container says otherwise',
    'restricted',
    { pod: `${podGood}, runAsUser: 0`, own: `${ownGood}, runAsUser: 1000` },
    { 20: [], 23: ['runAsUser'] },
  ],
  [
    'runAsUser 0 with users of its own',
    'restricted',
    { spec: ['hostUsers: false'], own: `${ownGood}, runAsUser: 0` },
    { 20: [], 23: ['runAsUser'], 35: [] },
  ],
  ['runAsUser 1000', 'restricted', { pod: `${podGood}, runAsUser: 1000` }, never],

  // check_seLinuxOptions.go: container_engine_t since 1.31.
  ['SELinux type spc_t', 'baseline', { own: 'seLinuxOptions: {type: spc_t}' }, always('seLinuxOptions')],
  ['SELinux type of the pod', 'baseline', { pod: 'seLinuxOptions: {type: spc_t}' }, always('seLinuxOptions')],
  ['SELinux user', 'baseline', { own: 'seLinuxOptions: {user: system_u}' }, always('seLinuxOptions')],
  ['SELinux role', 'baseline', { pod: 'seLinuxOptions: {role: system_r}' }, always('seLinuxOptions')],
  ['SELinux level', 'restricted', { pod: `${podGood}, seLinuxOptions: {level: "s0:c1,c2"}` }, never],
  ...['container_t', 'container_init_t', 'container_kvm_t', '""'].map(
    (type): Row => [`SELinux type ${type}`, 'restricted', { own: `${ownGood}, seLinuxOptions: {type: ${type}}` }, never],
  ),
  [
    'SELinux type container_engine_t',
    'baseline',
    { own: 'seLinuxOptions: {type: container_engine_t}' },
    { 20: ['seLinuxOptions'], 31: [] },
  ],

  // check_seccompProfile_baseline.go, check_seccompProfile_restricted.go: fields since 1.19; Windows since 1.25.
  ['seccomp Unconfined of the container', 'baseline', { own: 'seccompProfile: {type: Unconfined}' }, always('seccompProfile_baseline')],
  [
    'seccomp Unconfined of the pod, though its container says otherwise',
    'baseline',
    { pod: 'seccompProfile: {type: Unconfined}', own: 'seccompProfile: {type: RuntimeDefault}' },
    always('seccompProfile_baseline'),
  ],
  [
    'seccomp Unconfined of the pod at restricted',
    'restricted',
    { pod: 'runAsNonRoot: true, seccompProfile: {type: Unconfined}', own: `${ownGood}, seccompProfile: {type: RuntimeDefault}` },
    always('seccompProfile_restricted'),
  ],
  [
    'seccomp Unconfined of the container at restricted',
    'restricted',
    { own: `${ownGood}, seccompProfile: {type: Unconfined}` },
    always('seccompProfile_restricted'),
  ],
  ['seccomp unset', 'restricted', { pod: 'runAsNonRoot: true' }, always('seccompProfile_restricted')],
  [
    'seccomp of the container alone',
    'restricted',
    { pod: 'runAsNonRoot: true', own: `${ownGood}, seccompProfile: {type: RuntimeDefault}` },
    never,
  ],
  ['seccomp Localhost', 'restricted', { pod: 'runAsNonRoot: true, seccompProfile: {type: Localhost, localhostProfile: a.json}' }, never],
  // Until 1.26 the API server copies annotations into the fields (pkg/registry/core/pod/strategy.go, applySeccompVersionSkew).
  [
    'seccomp by the annotation of the pod',
    'restricted',
    annotated('seccomp.security.alpha.kubernetes.io/pod', 'runtime/default'),
    { 20: [], 27: ['seccompProfile_restricted'] },
  ],
  [
    'seccomp by the annotation of the container',
    'restricted',
    annotated('container.seccomp.security.alpha.kubernetes.io/web', 'docker/default'),
    { 20: [], 27: ['seccompProfile_restricted'] },
  ],
  [
    'seccomp off by an annotation',
    'baseline',
    annotated('seccomp.security.alpha.kubernetes.io/pod', 'unconfined'),
    { 20: ['seccompProfile_baseline'], 27: [] },
  ],

  // check_sysctls.go: the list grew with 1.27, 1.29, 1.32 and 1.37.
  ...[
    'kernel.shm_rmid_forced',
    'net.ipv4.ip_local_port_range',
    'net.ipv4.tcp_syncookies',
    'net.ipv4.ping_group_range',
    'net.ipv4.ip_unprivileged_port_start',
  ].map((name): Row => [`sysctl ${name}`, 'restricted', sysctl(name), never]),
  ...(
    [
      ['net.ipv4.ip_local_reserved_ports', 27],
      ['net.ipv4.tcp_keepalive_time', 29],
      ['net.ipv4.tcp_fin_timeout', 29],
      ['net.ipv4.tcp_keepalive_intvl', 29],
      ['net.ipv4.tcp_keepalive_probes', 29],
      ['net.ipv4.tcp_rmem', 32],
      ['net.ipv4.tcp_wmem', 32],
      ['net.ipv4.tcp_slow_start_after_idle', 37],
      ['net.ipv4.tcp_notsent_lowat', 37],
    ] as const
  ).map(([name, since]): Row => [`sysctl ${name}`, 'baseline', sysctl(name), { 20: ['sysctls'], [since]: [] }]),
  ['sysctl kernel.msgmax', 'baseline', sysctl('kernel.msgmax'), always('sysctls')],
  ['a safe sysctl with slashes is another word', 'baseline', sysctl('net/ipv4/tcp_syncookies'), always('sysctls')],

  // check_windowsHostProcess.go
  [
    'hostProcess of the container',
    'baseline',
    { spec: ['os: {name: windows}', 'hostNetwork: true'], pod: '', own: 'windowsOptions: {hostProcess: true}' },
    always('hostNamespaces', 'windowsHostProcess'),
  ],
  ['hostProcess of the pod', 'baseline', { pod: 'windowsOptions: {hostProcess: true}', own: '' }, always('windowsHostProcess')],
  ['hostProcess false', 'baseline', { pod: 'windowsOptions: {hostProcess: false}', own: '' }, never],

  // visitor.go: init, main and ephemeral containers alike.
  [
    'an init container',
    'restricted',
    { spec: second('') },
    { 20: ['allowPrivilegeEscalation'], 22: ['allowPrivilegeEscalation', 'capabilities_restricted'] },
  ],
  [
    'an init container that stays',
    'baseline',
    { spec: [...second('privileged: true'), '    restartPolicy: Always'] },
    always('privileged'),
  ],
  [
    'an ephemeral container',
    'baseline',
    { spec: ['ephemeralContainers:', '  - name: debug', '    image: busybox', '    securityContext: {privileged: true}'] },
    always('privileged'),
  ],
];

const versions = Array.from({ length: latestMinor - 19 }, (_, index) => index + 20);

describe('admission of every version', () => {
  it.each(rows.map((row) => [`${row[1]}: ${row[0]}`, row] as const))('%s', (_, [, level, parts, refusedBy]) => {
    const text = manifest(parts);
    const said = versions.map((version) => [version, answers(text, level, version)]);
    const expected = versions.map((version) => {
      const since =
        Object.keys(refusedBy)
          .map(Number)
          .filter((one) => one <= version)
          .at(-1) ?? 20;
      return [version, [...(refusedBy[since] ?? [])].sort()];
    });
    expect(said).toEqual(expected);
  });
});

describe('the table', () => {
  it('has a pod that each check of the standard refuses', () => {
    const refused = new Set(rows.flatMap(([, , , refusedBy]) => Object.values(refusedBy).flat()));
    expect([...refused].sort()).toEqual(Object.keys(standards.pss.entries).sort());
  });

  it('knows a version at which each revision of a check begins', () => {
    const begins = new Set(rows.flatMap(([, , , refusedBy]) => Object.keys(refusedBy).map(Number)));
    const revised = checks.flatMap(({ revisions }) => revisions.map(({ since }) => since)).filter((since) => since > 20);
    expect(revised.filter((since) => !begins.has(since))).toEqual([]);
  });
});

describe('what is wrong with the pod itself', () => {
  const text = manifest({
    spec: ['hostPID: true', 'volumes: [{name: data, hostPath: {path: /data}}]', ...second(ownGood)],
    pod: 'runAsNonRoot: false, seccompProfile: {type: Unconfined}',
  });

  it('is told once, with the first container', () => {
    const { containers } = reader.read({ path: 'pod.yaml', text }, { load: () => undefined, env: {} });
    const told = containers.map((container) =>
      pssControls('restricted', latestMinor).flatMap((control) =>
        [control.judge(container)]
          .flat()
          .filter(({ outcome }) => outcome === 'broken')
          .map(() => control.references.pss?.[0]),
      ),
    );
    expect(told).toEqual([['hostNamespaces', 'restrictedVolumes', 'runAsNonRoot', 'seccompProfile_restricted'], []]);
  });
});

it('says of what is no pod that admission does not judge it', () => {
  const verdicts = pssControls('restricted', latestMinor).flatMap((control) => [control.judge(container())].flat());
  expect(new Set(verdicts.map(({ outcome }) => outcome))).toEqual(new Set(['inapplicable']));
});

describe('what is not known yet', () => {
  const open: readonly (readonly [name: string, level: 'baseline' | 'restricted', parts: Parts, id: string])[] = [
    [
      'a placeholder for a boolean',
      'restricted',
      { own: 'allowPrivilegeEscalation: "${X}", capabilities: {drop: [ALL]}' },
      'allowPrivilegeEscalation',
    ],
    ['a capability', 'restricted', { own: 'allowPrivilegeEscalation: false, capabilities: {drop: ["${X}"]}' }, 'capabilities_restricted'],
    ['the word of the pod', 'restricted', { pod: 'runAsNonRoot: "${X}", seccompProfile: {type: RuntimeDefault}' }, 'runAsNonRoot'],
    [
      'the system of a pod that would be refused',
      'restricted',
      { spec: ['os: {name: "${X}"}'], own: 'capabilities: {drop: [ALL]}' },
      'allowPrivilegeEscalation',
    ],
    ['a sysctl', 'baseline', sysctl('"${X}"'), 'sysctls'],
    ['an annotation', 'baseline', apparmor('${X}'), 'appArmorProfile'],
    ['a host of a probe', 'baseline', probe('${X}'), 'hostProbesAndHostLifecycle'],
  ];
  it.each(open)('%s', (_, level, parts, id) => {
    const text = manifest(parts);
    expect(answers(text, level, latestMinor, 'unknown')).toEqual([id]);
    expect(answers(text, level, latestMinor)).toEqual([]);
  });

  it('does not ask for the system of a pod that passes anyway', () => {
    expect(answers(manifest({ spec: ['os: {name: "${X}"}'] }), 'restricted', latestMinor, 'unknown')).toEqual([]);
  });
});
