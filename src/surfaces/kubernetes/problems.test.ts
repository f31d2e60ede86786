import { describe, expect, it } from 'vitest';
import { podManifest, readManifest } from '../../../test/support/kubernetes.ts';

/** name, lines of the pod's spec, lines of the container, line:column of the problem, what it says */
const rows: readonly (readonly [string, string, string, string, RegExp])[] = [
  ['a switch in quotes', '', 'securityContext:\n  privileged: "true"', '10:21', /privileged must be true or false, but is a string/],
  ['a user in quotes', '', 'securityContext:\n  runAsUser: "0"', '10:20', /runAsUser must be an integer/],
  ['a negative user', '', 'securityContext:\n  runAsUser: -1', '10:20', /0 or more/],
  ['a user by name', '', 'securityContext:\n  runAsUser: nobody', '10:20', /runAsUser must be an integer/],
  ['a switch that is a list', '', 'securityContext:\n  privileged: [true]', '10:21', /is a list/],
  ['a context that is a list', '', 'securityContext:\n- privileged: true', '10:7', /securityContext must be a mapping, but is a list/],
  ['capabilities that are a list', '', 'securityContext:\n  capabilities: [ALL]', '10:23', /capabilities must be a mapping/],
  ['a capability alone', '', 'securityContext:\n  capabilities: {drop: ALL}', '10:30', /drop must be a list, but is a string/],
  ['a capability with its prefix', '', 'securityContext:\n  capabilities: {drop: [CAP_NET_RAW]}', '10:31', /writes NET_RAW without CAP_/],
  ['a capability that is none', '', 'securityContext:\n  capabilities: {drop: [NET_RAWW]}', '10:31', /no capability of this name/],
  ['a slip in a key', '', 'securityContext:\n  privilaged: true', '10:9', /privilaged has no meaning .* write privileged/],
  ['a key in other letters', '', 'securityContext:\n  readOnlyRootFileSystem: true', '10:9', /write readOnlyRootFilesystem/],
  [
    "a container's key at the pod",
    'securityContext:\n  allowPrivilegeEscalation: false',
    '',
    '7:5',
    /belongs in a container's securityContext/,
  ],
  ["a pod's key at the container", '', 'securityContext:\n  fsGroup: 1', '10:9', /belongs in the pod's securityContext/],
  [
    'a key outside the context',
    '',
    'runAsNonRoot: true',
    '9:7',
    /runAsNonRoot has no meaning in a container; it belongs in a container's securityContext/,
  ],
  ["a pod's key in a container", '', 'hostNetwork: true', '9:7', /belongs in the pod's spec/],
  ["a slip in the pod's spec", 'hostPid: false', '', '6:3', /write hostPID/],
  ['a key of nobody', '', 'colour: red', '9:7', /remove it/],
  ['a seccomp type that is none', '', 'securityContext:\n  seccompProfile: {type: runtime/default}', '10:32', /one of RuntimeDefault/],
  ['a seccomp profile without type', '', 'securityContext:\n  seccompProfile: {}', '10:9', /seccompProfile has no type/],
  [
    'a seccomp profile without file',
    '',
    'securityContext:\n  seccompProfile: {type: Localhost}',
    '10:9',
    /Localhost without a localhostProfile/,
  ],
  [
    'a file for the runtime profile',
    '',
    'securityContext:\n  seccompProfile: {type: RuntimeDefault, localhostProfile: a}',
    '10:9',
    /only the type Localhost takes/,
  ],
  [
    'a slip in a profile',
    '',
    'securityContext:\n  seccompProfile: {type: RuntimeDefault, localHostProfile: a}',
    '10:48',
    /write localhostProfile/,
  ],
  ['a kind of /proc that is none', '', 'securityContext:\n  procMount: unmasked', '10:20', /one of Default, Unmasked/],
  ['a limit that is no quantity', '', 'resources:\n  limits: {memory: 128MB}', '10:26', /memory must be a quantity/],
  ['a negative limit', '', 'resources:\n  limits: {memory: -1}', '10:26', /zero or more/],
  ['thousandths of a byte', '', 'resources:\n  limits: {memory: 128m}', '10:26', /write Mi/],
  ['limits outside limits', '', 'resources:\n  memory: 1Gi', '10:9', /memory has no meaning in resources/],
  ['a mount of no volume', '', 'volumeMounts:\n- name: v\n  mountPath: /m', '10:15', /no volume of this name/],
  [
    'a slip in a mount',
    'volumes: [{name: v, emptyDir: {}}]',
    'volumeMounts:\n- {name: v, mountPath: /m, readonly: true}',
    '11:34',
    /write readOnly/,
  ],
  ['a slip in the kind of a volume', 'volumes: [{name: v, hostpath: {path: /}}]', '', '6:23', /write hostPath/],
  ['a path of the host without path', 'volumes: [{name: v, hostPath: {}}]', '', '6:33', /hostPath has no path/],
  ['two sources', 'volumes: [{name: v, hostPath: {path: /a}, emptyDir: {}}]', '', '6:45', /has a source already/],
  ['a variable that is a number', '', 'env: [{name: PORT, value: 8080}]', '9:33', /the value of PORT must be a string/],
  ['an argument that is a number', '', 'args: [8080]', '9:14', /entry of args must be a string/],
  ['ports that are a mapping', '', 'ports: {http: 80}', '9:14', /ports must be a list/],
  ['a port in quotes', '', 'ports: [{containerPort: "80"}]', '9:31', /containerPort must be an integer/],
  ['a sysctl that is a number', 'securityContext:\n  sysctls: [{name: kernel.shmmax, value: 1}]', '', '7:44', /value must be a string/],
  ['a group in quotes', 'securityContext:\n  supplementalGroups: ["1"]', '', '7:26', /entry of supplementalGroups must be an integer/],
  ['both ways of seeing processes', 'hostPID: true\nshareProcessNamespace: true', '', '7:3', /exclude each other/],
  [
    'a privileged container without escalation',
    '',
    'securityContext: {privileged: true, allowPrivilegeEscalation: false}',
    '9:43',
    /exclude each other/,
  ],
  [
    'a user namespace in the network of the node',
    'hostUsers: false\nhostNetwork: true',
    '',
    '7:3',
    /hostNetwork: true and hostUsers: false/,
  ],
  ['a user namespace beside the processes of the node', 'hostPID: true\nhostUsers: false', '', '6:3', /hostPID: true and hostUsers: false/],
  ['an unknown system', 'os: {name: plan9}', '', '6:14', /one of linux, windows/],
  [
    'propagation that is none',
    'volumes: [{name: v, emptyDir: {}}]',
    'volumeMounts: [{name: v, mountPath: /m, mountPropagation: rshared}]',
    '10:65',
    /one of None/,
  ],
];

describe('what the API server would refuse or drop is a problem at its place', () => {
  for (const [name, pod, container, place, message] of rows) {
    it(name, () => {
      const { problems } = readManifest(podManifest(pod, container));
      expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual([place]);
      expect(problems[0]?.message).toMatch(message);
    });
  }

  it('containers that are no list', () => {
    const { containers, problems } = readManifest('apiVersion: v1\nkind: Pod\nspec:\n  containers: {name: web, image: a}\n');
    expect(containers).toEqual([]);
    expect(problems).toMatchObject([{ line: 4, message: expect.stringContaining('containers must be a list') }]);
  });

  it('a container that is no mapping', () => {
    const { containers, problems } = readManifest('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - web\n  - {name: web, image: a}\n');
    expect(containers).toHaveLength(1);
    expect(problems).toMatchObject([{ line: 5 }]);
  });

  it('a patch is named once and not judged', () => {
    const { containers, problems } = readManifest(
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec:\n  template:\n    spec:\n      containers:\n      - name: a\n        resources: {}\n      - name: b\n',
    );
    expect(containers).toEqual([]);
    expect(problems).toMatchObject([{ line: 8, message: expect.stringContaining('kubectl kustomize') }]);
  });

  const patch = (spec: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec:\n  template:\n    spec: {${spec}}\n`;

  it.each(['hostNetwork: true', 'securityContext: {runAsUser: 0}', 'containers: []', 'nodeSelector: {a: b}, volumes: []'])(
    'a patch of a pod without containers is named: %s',
    (spec) => {
      const { containers, problems } = readManifest(patch(spec));
      expect(containers).toEqual([]);
      expect(problems).toMatchObject([{ line: 6, message: expect.stringContaining('kubectl kustomize') }]);
    },
  );

  it.each(['', 'nodeSelector: {a: b}, tolerations: []'])('a patch that no measure is about hides nothing: %s', (spec) => {
    expect(readManifest(patch(spec))).toEqual({ containers: [], problems: [] });
  });

  it('a kind in other letters', () => {
    const { problems } = readManifest('apiVersion: v1\nkind: pod\nspec: {containers: [{name: web, image: a}]}\n');
    expect(problems).toMatchObject([{ line: 2, column: 7, message: expect.stringContaining('write Pod') }]);
    expect(readManifest('apiVersion: x.io/v1\nkind: pod\nspec: {}\n').problems).toEqual([]);
  });

  it('a pod without kind', () => {
    const { problems } = readManifest('apiVersion: v1\nspec: {containers: [{name: web, image: a}]}\n');
    expect(problems).toMatchObject([{ line: 1, message: expect.stringContaining('no kind') }]);
  });

  it('a claim of a StatefulSet is a volume', () => {
    const set = (claim: string): string =>
      `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: x}\nspec:\n  volumeClaimTemplates: [{metadata: {name: ${claim}}}]\n  template:\n    spec:\n      containers: [{name: web, image: a, volumeMounts: [{name: data, mountPath: /d}]}]\n`;
    expect(readManifest(set('data')).problems).toEqual([]);
    expect(readManifest(set('data')).containers[0]?.mounts[0]?.type).toMatchObject({ value: 'claim' });
    expect(readManifest(set('other')).problems).toMatchObject([{ line: 8 }]);
  });

  it("an operator's resource may mount what the operator adds", () => {
    const { problems } = readManifest(
      'apiVersion: x.io/v1\nkind: Db\nspec: {containers: [{name: web, image: a, volumeMounts: [{name: data, mountPath: /d}], own: 1}]}\n',
    );
    expect(problems).toEqual([]);
  });

  it('never repeats a value', () => {
    const secret = 'hunter2';
    const texts = [
      podManifest(
        '',
        `env: [{name: A, value: [${secret}]}]\nargs: [{a: ${secret}}]\nsecurityContext: {privileged: ${secret}, runAsUser: ${secret}}`,
      ),
      podManifest('', `env: [{name: A, value: "\${P:-${secret}}"}]`),
      podManifest('', `securityContext: {runAsUser: "\${P:-${secret}}"}`),
      podManifest('', `resources: {limits: {memory: ${secret}}}\nworkingDir: {a: ${secret}}`),
    ];
    for (const text of texts) {
      const result = readManifest(text);
      const said = [...result.problems.map(({ message }) => message), ...unknowns(result.containers)];
      expect(said.length).toBeGreaterThan(0);
      expect(said.join('\n')).not.toContain(secret);
    }
  });

  it('one broken document leaves the others', () => {
    const { containers, problems } = readManifest(`a: [1\n---\n${podManifest('', '')}`);
    expect(containers).toHaveLength(1);
    expect(problems).toHaveLength(1);
  });

  it('a mapping of many wrong keys is told in short', () => {
    const keys = Array.from({ length: 500 }, (_, index) => `k${index}: 1`).join(', ');
    expect(readManifest(podManifest('', `securityContext: {${keys}}`)).problems).toHaveLength(21);
  });
});

/** The reasons of all unknown fields below a value. */
function unknowns(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || 'text' in value) return [];
  if ('state' in value && 'because' in value) return [String(value.because)];
  return Object.values(value).flatMap(unknowns);
}
