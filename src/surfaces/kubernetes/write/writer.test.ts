import { describe, expect, it } from 'vitest';
import type { Change, Source } from '../../../model/index.ts';
import { applyEdits } from '../../../text/edit.ts';
import { reader } from '../read.ts';
import { writer } from './writer.ts';

const context = { env: {}, load: () => undefined };

/** The text with one remedy of its first container, or why not, after "! ". */
function write(text: string, patch: Change | readonly Change[], index = 0, path = 'web.yaml'): string {
  const source: Source = { path, text };
  const container = reader.read(source, context).containers[index];
  if (container === undefined) throw new Error(`there is no container in\n${text}`);
  const { edits, refused } = writer.write(container, [patch].flat() as readonly Change[], context);
  if (refused[0] !== undefined) return `! ${refused[0].because}`;
  if (edits.length === 0) return '! nothing';
  const after = applyEdits(source, edits);
  expect(reader.read({ path, text: after }, context).problems).toEqual([]);
  return after;
}

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** A pod with this body of its container, and what else its spec says. */
const pod = (body: string, spec = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec === '' ? '' : `${indented(spec, 2)}\n`}  containers:\n    - name: web\n      image: nginx\n${body === '' ? '' : `${indented(body, 6)}\n`}`;

type Row = readonly [title: string, before: string, change: Change | readonly Change[], after: string];

const inContainer: readonly Row[] = [
  [
    'a list of dropped capabilities that is null',
    'securityContext:\n  capabilities:\n    drop:\ntty: true',
    { set: 'process.capabilities.drop', to: ['ALL'] },
    'securityContext:\n  capabilities:\n    drop:\n      - ALL\ntty: true',
  ],
  ['a key that is not there', '', { set: 'root.readonly', to: true }, 'securityContext:\n  readOnlyRootFilesystem: true'],
  [
    'a key of a securityContext that is there',
    'securityContext:\n  privileged: false # why\ntty: true',
    { set: 'root.readonly', to: true },
    'securityContext:\n  privileged: false # why\n  readOnlyRootFilesystem: true\ntty: true',
  ],
  [
    'a value',
    'securityContext:\n  # why\n  privileged: true # so',
    { set: 'privileged', to: false },
    'securityContext:\n  # why\n  privileged: false # so',
  ],
  [
    'two keys where there are none',
    'securityContext: {}',
    [
      { set: 'process.runAsNonRoot', to: true },
      { set: 'process.user', to: '10001:10002' },
    ],
    'securityContext:\n  runAsNonRoot: true\n  runAsUser: 10001\n  runAsGroup: 10002',
  ],
  [
    'a key between braces',
    'securityContext: {privileged: true}',
    { set: 'process.noNewPrivileges', to: true },
    '! the API server refuses it beside privileged: true: take that away first',
  ],
  [
    'both keys between braces',
    'securityContext: {privileged: true}',
    [
      { set: 'privileged', to: false },
      { set: 'process.noNewPrivileges', to: true },
    ],
    'securityContext: {privileged: false, allowPrivilegeEscalation: false}',
  ],
  ['a name for a user', '', { set: 'process.user', to: 'node' }, '! Kubernetes takes numbers only, and node is none'],
  [
    'another group',
    'securityContext: {runAsUser: 1, runAsGroup: 0}',
    { set: 'process.group', to: 10001 },
    'securityContext: {runAsUser: 1, runAsGroup: 10001}',
  ],
  [
    'all capabilities',
    'securityContext:\n  capabilities:\n    add: [CHOWN]',
    { set: 'process.capabilities.drop', to: ['ALL'] },
    'securityContext:\n  capabilities:\n    add: [CHOWN]\n    drop:\n      - ALL',
  ],
  [
    'all capabilities instead of one',
    'securityContext:\n  capabilities:\n    drop:\n    - NET_RAW # ping',
    { set: 'process.capabilities.drop', to: ['ALL'] },
    'securityContext:\n  capabilities:\n    drop:\n    - ALL # ping',
  ],
  [
    'one capability more',
    'securityContext: {capabilities: {drop: ["CHOWN"]}}',
    { set: 'process.capabilities.drop', to: ['CAP_NET_RAW'] },
    'securityContext: {capabilities: {drop: ["CHOWN", "NET_RAW"]}}',
  ],
  [
    'two capabilities of three',
    'securityContext:\n  capabilities:\n    add: [SYS_ADMIN, CHOWN, SYS_MODULE]',
    { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN', 'CAP_SYS_MODULE'] },
    'securityContext:\n  capabilities:\n    add: [CHOWN]',
  ],
  [
    'the last capability, and what would be empty without it',
    'securityContext:\n  capabilities:\n    add:\n      - SYS_ADMIN\ntty: true',
    { set: 'process.capabilities.remove', to: ['CAP_SYS_ADMIN'] },
    'tty: true',
  ],
  ['a profile', '', { set: 'linux.seccomp', to: { profile: 'default' } }, 'securityContext:\n  seccompProfile:\n    type: RuntimeDefault'],
  [
    'a profile instead of a file',
    'securityContext:\n  seccompProfile:\n    localhostProfile: a.json\n    type: Localhost',
    { set: 'linux.seccomp', to: { profile: 'default' } },
    'securityContext:\n  seccompProfile:\n    type: RuntimeDefault',
  ],
  [
    'a file instead of a profile',
    'securityContext: {seccompProfile: {type: Unconfined}}',
    { set: 'linux.seccomp', to: { profile: 'custom', path: 'a.json' } },
    'securityContext: {seccompProfile: {type: Localhost, localhostProfile: a.json}}',
  ],
  [
    'an AppArmor profile',
    'securityContext: {appArmorProfile: {type: Unconfined}}',
    { set: 'process.apparmor', to: { profile: 'named', name: 'web' } },
    'securityContext: {appArmorProfile: {type: Localhost, localhostProfile: web}}',
  ],
  [
    'the engine’s own label',
    'securityContext:\n  seLinuxOptions:\n    type: spc_t\n  runAsUser: 1',
    { set: 'process.selinux', to: { disabled: false } },
    'securityContext:\n  runAsUser: 1',
  ],
  [
    'another type of label',
    'securityContext: {seLinuxOptions: {type: spc_t, level: s0}}',
    { set: 'process.selinux', to: { disabled: false, type: 'container_t' } },
    'securityContext: {seLinuxOptions: {type: container_t, level: s0}}',
  ],
  [
    'masked paths',
    'securityContext: {procMount: Unmasked}',
    { set: 'linux.maskedPaths', to: 'default' },
    'securityContext: {procMount: Default}',
  ],
  [
    'a limit',
    '',
    { set: 'linux.resources.memory.limit', to: 2 ** 29 },
    'resources:\n  limits:\n    memory: 512Mi # bulkhead: a guess; measure, then set',
  ],
  [
    'a limit no smaller than what is asked for',
    'resources: {requests: {memory: 2Gi}}',
    { set: 'linux.resources.memory.limit', to: 2 ** 29 },
    'resources: {requests: {memory: 2Gi}, limits: {memory: 2Gi}} # bulkhead: a guess; measure, then set',
  ],
  [
    'a limit instead of none',
    'resources:\n  limits:\n    cpu: 0 # all of it\n    memory: 1Gi',
    { set: 'linux.resources.cpu.limit', to: 0.5 },
    'resources:\n  limits:\n    cpu: 500m # all of it\n    memory: 1Gi',
  ],
  [
    'no port of the node',
    'ports:\n  - hostPort: 80\n    containerPort: 8080\n    hostIP: 0.0.0.0',
    { set: 'ports.hostPort.remove', to: { container: '8080' } },
    'ports:\n  - containerPort: 8080',
  ],
  [
    'one address of the node',
    'ports: [{containerPort: 80, hostPort: 80}]',
    { set: 'ports.hostIp', to: { container: '80', host: '80', ip: '127.0.0.1' } },
    'ports: [{containerPort: 80, hostPort: 80, hostIP: 127.0.0.1}]',
  ],
  [
    'a secret',
    'env:\n  - name: TOKEN\n    value: hunter2hunter2 # shh\n  - name: A\n    value: b',
    { set: 'process.env.secret', to: { name: 'TOKEN' } },
    'env:\n  - name: TOKEN\n    valueFrom:\n      secretKeyRef:\n        name: web\n        key: TOKEN # shh\n  - name: A\n    value: b',
  ],
  [
    'a secret between braces',
    'env: [{name: TOKEN, value: hunter2hunter2}]',
    { set: 'process.env.secret', to: { name: 'TOKEN' } },
    'env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: web, key: TOKEN}}}]',
  ],
  [
    'a secret of several lines',
    'env:\n  - value: |\n      hunter2\n      hunter2\n    name: TOKEN',
    { set: 'process.env.secret', to: { name: 'TOKEN' } },
    'env:\n  - valueFrom:\n      secretKeyRef:\n        name: web\n        key: TOKEN\n    name: TOKEN',
  ],
  [
    'a probe of a port that is declared',
    'ports:\n  - {containerPort: 53, protocol: UDP}\n  - containerPort: 8080',
    { set: 'healthcheck', to: true },
    'ports:\n  - {containerPort: 53, protocol: UDP}\n  - containerPort: 8080\nreadinessProbe:\n  tcpSocket:\n    port: 8080',
  ],
  ['no probe', '', { set: 'healthcheck', to: true }, '! what to ask it is known to its author only: give it a readinessProbe'],
  [
    'what is filled in elsewhere',
    'securityContext:\n  privileged: ${PRIVILEGED}',
    { set: 'privileged', to: false },
    '! its value is ${PRIVILEGED}, which is filled in elsewhere: change it there',
  ],
  ['no word', '', { set: 'linux.namespaces.uts', to: { mode: 'private' } }, '! Kubernetes has no word for it'],
];

describe('a container', () => {
  it.each(inContainer)('%s', (_, before, change, after) => {
    expect(write(pod(before), change)).toBe(after.startsWith('! ') ? after : pod(after));
  });

  it('whose entry begins with the image', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: nginx\n    name: web\n';
    expect(write(text, { set: 'image.reference', to: 'nginx:1.27' })).toBe(text.replace('nginx', 'nginx:1.27'));
  });
});

const inPod: readonly Row[] = [
  ['a key before the containers', '', { set: 'serviceAccountToken', to: false }, 'automountServiceAccountToken: false'],
  [
    'a key behind what stands before the containers',
    'hostname: web # its name\n  # more of it\n# about the containers',
    { set: 'linux.namespaces.user', to: { mode: 'private' } },
    'hostname: web # its name\n  # more of it\nhostUsers: false\n# about the containers',
  ],
  ['a value', 'hostPID: true # why', { set: 'linux.namespaces.pid', to: { mode: 'private' } }, 'hostPID: false # why'],
  ['a value in other words', 'hostNetwork: yes', { set: 'linux.namespaces.network', to: { mode: 'private' } }, 'hostNetwork: false'],
  ['the node’s IPC', 'hostIPC: true', { set: 'linux.namespaces.ipc', to: { mode: 'private' } }, 'hostIPC: false'],
  [
    'shared processes',
    'shareProcessNamespace: true',
    { set: 'linux.namespaces.pid', to: { mode: 'private' } },
    'shareProcessNamespace: false',
  ],
  [
    'one sysctl of two',
    'securityContext:\n  sysctls:\n  - name: a.b\n    value: "1"\n  - {value: "1", name: c.d}',
    { set: 'linux.sysctl.remove', to: { name: 'a.b' } },
    'securityContext:\n  sysctls:\n  - {value: "1", name: c.d}',
  ],
  [
    'a sysctl whose name comes last',
    'securityContext:\n  sysctls:\n  - name: a.b\n    value: "1"\n  - {value: "1", name: c.d}',
    { set: 'linux.sysctl.remove', to: { name: 'c.d' } },
    'securityContext:\n  sysctls:\n  - name: a.b\n    value: "1"',
  ],
  [
    'groups',
    'securityContext:\n  fsGroup: 0\n  supplementalGroups: [0, 5]',
    { set: 'process.additionalGroups.remove', to: ['0'] },
    'securityContext:\n  supplementalGroups: [5]',
  ],
  [
    'a user that the pod names for its containers',
    'securityContext:\n  runAsUser: 0 # for all',
    [
      { set: 'process.runAsNonRoot', to: true },
      { set: 'process.user', to: '10001' },
    ],
    'securityContext:\n  runAsUser: 10001 # for all\n  runAsNonRoot: true',
  ],
  [
    'a profile of the pod',
    'securityContext: {seccompProfile: {type: Unconfined}}',
    { set: 'linux.seccomp', to: { profile: 'default' } },
    'securityContext: {seccompProfile: {type: RuntimeDefault}}',
  ],
];

describe('a pod', () => {
  it.each(inPod)('%s', (_, before, change, after) => {
    expect(write(pod('', before), change)).toBe(pod('', after));
  });
});

const mounts = (mount: string, volume: string): string =>
  pod(mount === '' ? '' : `volumeMounts:\n${mount}`, volume === '' ? '' : `volumes:\n${volume}`);

describe('volumes', () => {
  it.each<Row>([
    [
      'go with their last mount',
      mounts('  - {name: a, mountPath: /a}', '  - name: a\n    hostPath: {path: /}'),
      { set: 'mounts.remove', to: { destination: '/a' } },
      mounts('', ''),
    ],
    [
      'stay with another mount',
      mounts('  - {name: a, mountPath: /a}\n  - {name: a, mountPath: /b}', '  - name: a\n    hostPath: {path: /}'),
      { set: 'mounts.remove', to: { destination: '/a' } },
      mounts('  - {name: a, mountPath: /b}', '  - name: a\n    hostPath: {path: /}'),
    ],
    [
      'are mounted read-only',
      mounts('  - mountPath: /a\n    name: a\n    readOnly: false', '  - name: a\n    hostPath: {path: /a}'),
      { set: 'mounts.readonly', to: { destination: '/a' } },
      mounts('  - mountPath: /a\n    name: a\n    readOnly: true', '  - name: a\n    hostPath: {path: /a}'),
    ],
    [
      'do not show mounts to the node',
      mounts('  - {name: a, mountPath: /a, mountPropagation: Bidirectional}', '  - {name: a, emptyDir: {}}'),
      { set: 'mounts.propagation', to: { destination: '/a', propagation: 'rslave' } },
      mounts('  - {name: a, mountPath: /a, mountPropagation: HostToContainer}', '  - {name: a, emptyDir: {}}'),
    ],
    [
      'get a size',
      mounts('  - {name: a, mountPath: /a}', '  - name: a\n    emptyDir:\n      medium: Memory'),
      { set: 'mounts.options', to: { destination: '/a', options: [], size: 2 ** 26 } },
      mounts(
        '  - {name: a, mountPath: /a}',
        '  - name: a\n    emptyDir:\n      medium: Memory\n      sizeLimit: 64Mi # bulkhead: a guess; measure, then set',
      ),
    ],
    [
      'that are devices go',
      mounts('  - {name: a, mountPath: /dev/sda}', '  - name: a\n    hostPath: {path: /dev/sda, type: BlockDevice}'),
      { set: 'linux.devices.remove', to: { path: '/dev/sda' } },
      mounts('', ''),
    ],
    [
      'of Secrets have bits',
      mounts('  - {name: a, mountPath: /a}', '  - name: a\n    secret:\n      secretName: s'),
      { set: 'secrets.mode', to: { name: 's', mode: 0o440 } },
      mounts('  - {name: a, mountPath: /a}', '  - name: a\n    secret:\n      secretName: s\n      defaultMode: 0440'),
    ],
    [
      'of Secrets have a group',
      mounts('  - {name: a, mountPath: /a}', '  - name: a\n    secret: {secretName: s, defaultMode: 0444}'),
      { set: 'secrets.mode', to: { name: 's', mode: 0o440, group: true } },
      mounts('  - {name: a, mountPath: /a}', '  - name: a\n    secret: {secretName: s, defaultMode: 0440}').replace(
        'spec:\n',
        'spec:\n  securityContext:\n    fsGroup: 10001\n',
      ),
    ],
    [
      'of several sources have one',
      mounts('  - {name: a, mountPath: /a}', '  - name: a\n    projected:\n      sources:\n      - secret:\n          name: s'),
      { set: 'secrets.mode', to: { name: 's', mode: 0o400 } },
      mounts(
        '  - {name: a, mountPath: /a}',
        '  - name: a\n    projected:\n      sources:\n      - secret:\n          name: s\n      defaultMode: 0400',
      ),
    ],
    [
      'have files with bits of their own',
      mounts('  - {name: a, mountPath: /a}', '  - name: a\n    secret: {secretName: s, items: [{key: k, path: p, mode: 420}]}'),
      { set: 'secrets.mode', to: { name: 's', item: 'k', mode: 0o440 } },
      mounts('  - {name: a, mountPath: /a}', '  - name: a\n    secret: {secretName: s, items: [{key: k, path: p, mode: 0440}]}'),
    ],
  ])('%s', (_, before, change, after) => {
    expect(write(before, change)).toBe(after);
  });
});

describe('annotations of old', () => {
  const old = (lines: string): string => pod('').replace('  name: web\n', `  name: web\n${lines}`);
  const seccomp = '  annotations:\n    seccomp.security.alpha.kubernetes.io/pod: unconfined\n';

  it('give way to the field', () => {
    const after = pod('', 'securityContext:\n  seccompProfile:\n    type: RuntimeDefault');
    expect(write(old(seccomp), { set: 'linux.seccomp', to: { profile: 'default' } })).toBe(after);
  });

  it('keep their place where they count more than the field', () => {
    const line = '  annotations:\n    container.apparmor.security.beta.kubernetes.io/web: "unconfined"\n';
    expect(write(old(line), { set: 'process.apparmor', to: { profile: 'default' } })).toBe(
      old(line.replace('unconfined', 'runtime/default')),
    );
  });
});

const template = (kind: string, path: readonly string[], extra = ''): string => {
  const depth = path.length;
  const spec = path.map((key, index) => `${' '.repeat(index * 2)}${key}:\n`).join('');
  return `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: web}\n${spec}${' '.repeat(depth * 2)}containers:\n${' '.repeat(depth * 2)}- name: web\n${' '.repeat(depth * 2)}  image: a\n${extra}`;
};

describe('wherever a pod is', () => {
  it.each([
    ['Deployment', ['spec', 'template', 'spec']],
    ['StatefulSet', ['spec', 'template', 'spec']],
    ['DaemonSet', ['spec', 'template', 'spec']],
    ['Job', ['spec', 'template', 'spec']],
    ['CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
    ['Rollout', ['spec', 'template', 'spec']],
  ] as const)('%s', (kind, path) => {
    const text = template(kind, path);
    const dent = ' '.repeat(path.length * 2);
    expect(write(text, { set: 'root.readonly', to: true })).toBe(
      `${text}${dent}  securityContext:\n${dent}    readOnlyRootFilesystem: true\n`,
    );
    expect(write(text, { set: 'serviceAccountToken', to: false })).toBe(
      text.replace(`${dent}containers:`, `${dent}automountServiceAccountToken: false\n${dent}containers:`),
    );
  });

  it('a member of a List', () => {
    const item = '- kind: Pod\n  apiVersion: v1\n  spec:\n    containers:\n    - {name: a, image: b}\n';
    expect(write(`apiVersion: v1\nkind: List\nitems:\n${item}${item}`, { set: 'privileged', to: false }, 1)).toBe(
      `apiVersion: v1\nkind: List\nitems:\n${item}${item.replace('image: b', 'image: b, securityContext: {privileged: false}')}`,
    );
  });

  it('a template of an Argo workflow', () => {
    const text =
      'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: w}\nspec:\n  templates:\n  - name: main\n    container:\n      image: a\n';
    expect(write(text, { set: 'root.readonly', to: true })).toBe(`${text}      securityContext:\n        readOnlyRootFilesystem: true\n`);
    expect(write(text, { set: 'serviceAccountToken', to: false })).toBe(`${text}    automountServiceAccountToken: false\n`);
  });

  it('JSON', () => {
    const text = JSON.stringify(
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'a' },
        spec: { containers: [{ name: 'a', image: 'b', env: [{ name: 'T', value: 'x' }] }] },
      },
      null,
      2,
    );
    const patch = [
      { set: 'process.env.secret', to: { name: 'T' } } as const,
      { set: 'linux.resources.memory.limit', to: 2 ** 20 } as const,
    ];
    const after = JSON.parse(write(text, patch, 0, 'web.json')) as unknown;
    const expected = JSON.parse(text) as { spec: { containers: Record<string, unknown>[] } };
    expected.spec.containers[0] = {
      name: 'a',
      image: 'b',
      env: [{ name: 'T', valueFrom: { secretKeyRef: { name: 'a', key: 'T' } } }],
      resources: { limits: { memory: '1Mi' } },
    };
    expect(after).toEqual(expected);
  });

  it('lines that end with \\r\\n', () => {
    const text = pod('').replaceAll('\n', '\r\n');
    expect(write(text, { set: 'root.readonly', to: true })).toBe(
      pod('securityContext:\n  readOnlyRootFilesystem: true').replaceAll('\n', '\r\n'),
    );
  });
});

describe('anchors', () => {
  const two = (first: string, second: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - name: a\n    image: a\n    securityContext: &sec\n      privileged: true\n${first}  - name: b\n    image: b\n${second}`;

  it('are changed for all where a whole mapping is an alias', () => {
    const text = two('', '    securityContext: *sec\n');
    const after = two('      readOnlyRootFilesystem: true\n', '    securityContext: *sec\n');
    expect(write(text, { set: 'root.readonly', to: true }, 1)).toBe(after);
    const container = reader.read({ path: 'a.yaml', text }, context).containers[1];
    const { notes } = writer.write(container as NonNullable<typeof container>, [{ set: 'root.readonly', to: true }], context);
    expect(notes).toEqual(['This changes every place that uses *sec.']);
  });

  it('are overridden where they are merged', () => {
    const text = two('', '    securityContext:\n      <<: *sec\n');
    expect(write(text, { set: 'privileged', to: false }, 1)).toBe(`${text}      privileged: false\n`);
  });
});

it('changes no text that was rendered, and names the place to change', () => {
  const made: Source = { path: 'chart/templates/web.yaml', text: 'spec:\n  containers:\n  - name: {{ .Values.web.name }}\n' };
  const source: Source = {
    path: 'chart',
    text: pod(''),
    writtenAt: () => ({ source: made, start: made.text.indexOf('name'), end: made.text.length }),
  };
  const [container] = reader.read(source, context).containers;
  const change: Change = { set: 'root.readonly', to: true };
  expect(writer.write(container as NonNullable<typeof container>, [change], context)).toEqual({
    edits: [],
    refused: [
      { change, because: 'it is rendered from chart/templates/web.yaml:3, which takes the value web.name (values.yaml): change it there' },
    ],
  });
});
