import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../test/support/kubernetes.ts';

const containers = '{containers: [{name: web, image: a}]}';
const workload = (version: string, kind: string): string =>
  `apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: x}\nspec: {template: {spec: ${containers}}}\n`;
const cron = (version: string, kind: string): string =>
  `apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: x}\nspec: {jobTemplate: {spec: {template: {spec: ${containers}}}}}\n`;
const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: ${containers}\n`;

/** name, text, names of the containers */
const rows: readonly (readonly [string, string, readonly string[]])[] = [
  ['Pod', pod('x'), ['Pod/x/web']],
  ['PodTemplate', `apiVersion: v1\nkind: PodTemplate\nmetadata: {name: x}\ntemplate: {spec: ${containers}}\n`, ['PodTemplate/x/web']],
  ['ReplicationController', workload('v1', 'ReplicationController'), ['ReplicationController/x/web']],
  ['ReplicaSet', workload('apps/v1', 'ReplicaSet'), ['ReplicaSet/x/web']],
  ['Deployment', workload('apps/v1', 'Deployment'), ['Deployment/x/web']],
  ['Deployment of old', workload('extensions/v1beta1', 'Deployment'), ['Deployment/x/web']],
  ['DaemonSet', workload('apps/v1beta2', 'DaemonSet'), ['DaemonSet/x/web']],
  ['StatefulSet', workload('apps/v1', 'StatefulSet'), ['StatefulSet/x/web']],
  ['Job', workload('batch/v1', 'Job'), ['Job/x/web']],
  ['CronJob', cron('batch/v1', 'CronJob'), ['CronJob/x/web']],
  ['CronJob of old', cron('batch/v1beta1', 'CronJob'), ['CronJob/x/web']],
  ['ScheduledJob', cron('batch/v2alpha1', 'ScheduledJob'), ['ScheduledJob/x/web']],
  [
    'a name made by the server',
    'apiVersion: v1\nkind: Pod\nmetadata: {generateName: x-}\nspec: {containers: [{name: web, image: a}]}',
    ['Pod/x-/web'],
  ],
  ['no name at all', 'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: web, image: a}]}', ['Pod/unnamed/web']],
  ['several documents', `---\n${pod('a')}---\n# nothing\n---\n---\n${pod('b')}...\n`, ['Pod/a/web', 'Pod/b/web']],
  [
    'a List',
    `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: ${containers}}\n- {apiVersion: v1, kind: Service}\n`,
    ['Pod/a/web'],
  ],
  ['a typed list', `apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n  spec: ${containers}\n`, ['Pod/a/web']],
  [
    'a List in a List',
    `apiVersion: v1\nkind: List\nitems:\n- kind: List\n  items: [{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: ${containers}}]\n`,
    ['Pod/a/web'],
  ],
  [
    'an OpenShift Template',
    `apiVersion: template.openshift.io/v1\nkind: Template\nobjects:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: ${containers}}\n`,
    ['Pod/a/web'],
  ],
  [
    'Knative, which names a container itself',
    'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: x}\nspec: {template: {spec: {containers: [{image: a}]}}}\n',
    ['Service/x/unnamed'],
  ],
  ['a Service', 'apiVersion: v1\nkind: Service\nmetadata: {name: x}\nspec: {ports: [{port: 80}]}\n', []],
  ['a ConfigMap that quotes a pod', `apiVersion: v1\nkind: ConfigMap\ndata:\n  pod.yaml: |\n    kind: Pod\n    spec: ${containers}\n`, []],
  [
    'a definition of a resource',
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {versions: [{schema: {properties: {containers: {type: array}}}}]}\n',
    [],
  ],
  [
    'a kustomization',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\nimages: [{name: web, newTag: "1"}]\n',
    [],
  ],
  ['a chart', 'apiVersion: v2\nname: x\nversion: 1.0.0\n', []],
  ['a scale patch', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicas: 3}\n', []],
  ['an Argo Rollout', workload('argoproj.io/v1alpha1', 'Rollout'), ['Rollout/x/web']],
  ['a Knative Service', workload('serving.knative.dev/v1', 'Service'), ['Service/x/web']],
  ['an OpenShift DeploymentConfig', workload('apps.openshift.io/v1', 'DeploymentConfig'), ['DeploymentConfig/x/web']],
  [
    "an operator's pod template",
    `apiVersion: x.io/v1\nkind: Db\nmetadata: {name: x}\nspec: {shards: [{podTemplate: {spec: ${containers}}}]}\n`,
    ['Db/x/web'],
  ],
  [
    "an operator's additions to a pod",
    'apiVersion: x.io/v1\nkind: Db\nmetadata: {name: x}\nspec: {containers: [{name: web, resources: {}}]}\n',
    [],
  ],
  ['what the cluster saw', `apiVersion: x.io/v1\nkind: Db\nmetadata: {name: x}\nstatus: {template: {spec: ${containers}}}\n`, []],
  [
    'an Argo workflow',
    'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: x-}\nspec:\n  templates:\n  - name: web\n    container: {image: a}\n  - name: py\n    script: {image: b, source: "print(1)"}\n    sidecars: [{name: db, image: c}]\n  - name: both\n    steps: [[{name: s, template: web}]]\n',
    ['Workflow/x-/web', 'Workflow/x-/py', 'Workflow/x-/db'],
  ],
  [
    'an Argo cron workflow',
    'apiVersion: argoproj.io/v1alpha1\nkind: CronWorkflow\nmetadata: {name: x}\nspec: {workflowSpec: {templates: [{name: web, container: {image: a}}]}}\n',
    ['CronWorkflow/x/web'],
  ],
  [
    'a task of Tekton, with steps and a sidecar',
    'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: x}\nspec: {steps: [{name: build, image: a}, {name: own, ref: {name: action}}], sidecars: [{name: db, image: b}]}\n',
    ['Task/x/build', 'Task/x/db'],
  ],
  [
    'the tasks that a run of a pipeline of Tekton spells out',
    'apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {name: x}\nspec: {pipelineSpec: {tasks: [{name: t, taskSpec: {steps: [{name: s, image: a}]}}, {name: u, taskRef: {name: other}}], finally: [{name: v, taskSpec: {stepTemplate: {image: b}, steps: [{name: e}]}}]}}\n',
    ['PipelineRun/x/s', 'PipelineRun/x/e'],
  ],
  [
    'a pipeline of Tekton, before v1',
    'apiVersion: tekton.dev/v1beta1\nkind: Pipeline\nmetadata: {name: x}\nspec: {tasks: [{name: t, taskSpec: {steps: [{name: s, image: a}]}}]}\n',
    ['Pipeline/x/s'],
  ],
  [
    'a step of Tekton for all tasks',
    'apiVersion: tekton.dev/v1beta1\nkind: StepAction\nmetadata: {name: x}\nspec: {image: a}\n',
    ['StepAction/x/unnamed'],
  ],
  [
    'a policy that is about containers',
    'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: {name: x}\nspec: {rules: [{validate: {pattern: {spec: {containers: [{name: "*", image: "*:*"}]}}}}]}\n',
    [],
  ],
  [
    'JSON',
    JSON.stringify(
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'web', image: 'a' }] } },
      null,
      '\t',
    ),
    ['Pod/a/web'],
  ],
  [
    'JSON objects in a row',
    ['a', 'b']
      .map((name) =>
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name, note: '}{"' },
          spec: { containers: [{ name: 'web', image: 'a' }] },
        }),
      )
      .join('\n'),
    ['Pod/a/web', 'Pod/b/web'],
  ],
  ['a byte order mark and carriage returns', `\uFEFF${pod('a').replaceAll('\n', '\r\n')}`, ['Pod/a/web']],
  [
    'an anchor',
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - &c {name: web, image: a}\n  - <<: *c\n    name: two\n`,
    ['Pod/a/web', 'Pod/a/two'],
  ],
  ['nothing', '', []],
  ['a comment', '# apiVersion kind\n', []],
];

describe('which containers a manifest declares', () => {
  for (const [name, text, expected] of rows) {
    it(name, () => {
      const result = readManifest(text);
      expect(result.problems).toEqual([]);
      expect(result.containers.map((c) => c.name)).toEqual(expected);
    });
  }

  it.each(['constructor', 'toString', '__proto__'])('takes a kind named %s for one that it does not know', (kind) => {
    expect(readManifest(workload('v1', kind)).containers.map(({ name }) => name)).toEqual([`${kind}/x/web`]);
  });

  it('tells main, init, sidecar and ephemeral containers apart', () => {
    const { containers } = readManifest(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  initContainers:\n  - {name: i, image: a}\n  - {name: s, image: a, restartPolicy: Always}\n  containers: [{name: m, image: a}]\n  ephemeralContainers: [{name: e, image: a, targetContainerName: m}]\n',
    );
    expect(containers.map(({ name, role }) => [name.slice(6), role])).toEqual([
      ['m', 'main'],
      ['i', 'init'],
      ['s', 'sidecar'],
      ['e', 'ephemeral'],
    ]);
    expect(containers[3]?.linux.namespaces.pid).toMatchObject({ value: { mode: 'shared', with: 'm' } });
  });

  it('gives ids that are unique, and groups by pod and namespace', () => {
    const { containers } = readManifest(`${pod('a')}---\n${pod('a').replace('{name: a}', '{name: a, namespace: b}')}`, 'f.yaml');
    expect(containers.map(({ id }) => id)).toEqual(['f.yaml#Pod/a/web', 'f.yaml#Pod/a/web~2']);
    expect(containers.map(({ group }) => group)).toEqual(['Pod/a', 'b/Pod/a']);
  });

  it('points to the name of the container', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - image: a\n    name: web\n';
    const origin = readManifest(text).containers[0]?.origin;
    expect(origin && text.slice(origin.start, origin.end)).toBe('name: web');
  });

  it('hands an Argo workflow down to its templates', () => {
    const { containers } = readManifest(
      'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  securityContext: {runAsNonRoot: true}\n  volumes: [{name: v, hostPath: {path: /etc}}]\n  templates:\n  - name: web\n    container: {image: a, volumeMounts: [{name: v, mountPath: /m}]}\n  - name: own\n    securityContext: {runAsUser: 0}\n    container: {image: a}\n',
    );
    expect(containers.map((c) => [c.process.runAsNonRoot?.state, c.process.user?.state])).toEqual([
      ['written', undefined],
      [undefined, 'written'],
    ]);
    expect(containers[0]?.mounts[0]?.source).toMatchObject({ value: '/etc' });
  });

  it('gives a step of Tekton what its template and its run say', () => {
    const { containers, problems } = readManifest(
      'apiVersion: tekton.dev/v1\nkind: TaskRun\nmetadata: {name: x}\nspec:\n  podTemplate: {hostNetwork: true, securityContext: {runAsNonRoot: true}}\n  taskSpec:\n    volumes: [{name: v, hostPath: {path: /etc}}]\n    stepTemplate:\n      securityContext: {runAsUser: 7, privileged: true}\n      env: [{name: A, value: base}, {name: B, value: base}]\n      volumeMounts: [{name: v, mountPath: /m}]\n    steps:\n    - name: s\n      image: a\n      computeResources: {limits: {memory: 1Gi}}\n      securityContext: {privileged: false}\n      env: [{name: A, value: own}]\n    sidecars: [{name: d, image: b}]\n',
    );
    const [step, sidecar] = containers;
    expect(problems).toEqual([]);
    expect(step?.process.user).toMatchObject({ value: { uid: 7 } });
    expect(step?.privileged).toMatchObject({ value: false });
    expect(step?.process.runAsNonRoot).toMatchObject({ value: true });
    expect(step?.linux.namespaces.network).toMatchObject({ value: { mode: 'host' } });
    expect(step?.process.env.map(({ name, value }) => [name, value])).toMatchObject([
      ['A', { value: 'own' }],
      ['B', { value: 'base' }],
    ]);
    expect(step?.mounts[0]?.source).toMatchObject({ value: '/etc' });
    expect(step?.linux.resources.memory?.limit).toMatchObject({ value: 1073741824 });
    // The template of the steps is not the sidecars'.
    expect(sidecar?.process.user).toBeUndefined();
    expect(sidecar?.privileged).toBeUndefined();
  });

  it('lets the entry of a task win over what a run says of all its tasks', () => {
    const run = (spec: string): string =>
      `apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {name: x}\nspec: {pipelineSpec: {tasks: [{name: t, taskSpec: {steps: [{name: s, image: a}]}}]}, ${spec}}\n`;
    const user = (spec: string): unknown => readManifest(run(spec)).containers[0]?.process.user;
    expect(user('taskRunTemplate: {podTemplate: {securityContext: {runAsUser: 1}}}')).toMatchObject({ value: { uid: 1 } });
    expect(
      user(
        'taskRunTemplate: {podTemplate: {securityContext: {runAsUser: 1}}}, taskRunSpecs: [{pipelineTaskName: t, podTemplate: {securityContext: {runAsUser: 2}}}]',
      ),
    ).toMatchObject({ value: { uid: 2 } });
    expect(user('taskRunSpecs: [{pipelineTaskName: other, podTemplate: {securityContext: {runAsUser: 2}}}]')).toBeUndefined();
  });

  it('tells of containers in a form that is not read, once a file and kind', () => {
    const strategy = 'apiVersion: shipwright.io/v1beta1\nkind: BuildStrategy\nmetadata: {name: x}\nspec: {steps: [{name: a, image: b}]}\n';
    const { problems } = readManifest(`${strategy}---\n${strategy}`);
    expect(problems).toMatchObject([{ line: 4, message: expect.stringMatching(/^the kind BuildStrategy holds containers \(steps\)/) }]);
  });

  it.each([
    'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec: {containers: [{name: prometheus}, {name: proxy, image: a}]}\n',
    'apiVersion: acid.zalan.do/v1\nkind: postgresql\nspec: {sidecars: [{name: a, image: b}]}\n',
    'apiVersion: x.io/v1\nkind: A\nspec: {podTemplate: {image: a}}\n',
    `apiVersion: tekton.dev/v1\nkind: Task\nspec: {stepTemplate: {env: [${'{name: A},'.repeat(500)}]}, steps: [${'{image: a},'.repeat(500)}]}\n`,
    'apiVersion: x.io/v1\nkind: A\nspec: {containers: {web: {image: a}}}\n',
  ])('tells of %.80j', (text) => expect(readManifest(text).problems).toHaveLength(1));

  it.each([
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {values: {sidecars: [{name: a, image: b}]}}\n',
    'apiVersion: x.io/v1\nkind: Db\nspec: {image: a, containers: [{name: db, resources: {}}]}\n',
    'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {strategy: {canary: {steps: [{setWeight: 20}]}}}\n',
    'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nspec: {rules: [{validate: {pattern: {spec: {containers: [{image: "!*:latest"}]}}}}]}\n',
    'apiVersion: tekton.dev/v1\nkind: TaskRun\nspec: {taskRef: {name: a}}\n',
  ])('says nothing of %j', (text) => expect(readManifest(text).problems).toEqual([]));

  it('reads a service account of the same file where the pod is silent', () => {
    const account = (name: string, more = ''): string =>
      `---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: ${name}${more}}\nautomountServiceAccountToken: false\n`;
    const user = (spec: string, more = ''): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: p${more}}\nspec: {${spec}containers: [{name: web, image: a}]}\n`;
    const token = (text: string): unknown => readManifest(text).containers[0]?.serviceAccountToken;
    expect(token(user('serviceAccountName: s, ') + account('s'))).toMatchObject({ state: 'written', value: false });
    expect(token(user('serviceAccount: s, ') + account('s'))).toMatchObject({ value: false });
    expect(token(user('') + account('default'))).toMatchObject({ value: false });
    expect(token(user('') + account('s'))).toBeUndefined();
    expect(token(user('serviceAccountName: s, ', ', namespace: ns') + account('s'))).toBeUndefined();
    expect(token(user('serviceAccountName: s, ', ', namespace: ns') + account('s', ', namespace: ns'))).toMatchObject({ value: false });
    expect(token(user('serviceAccountName: s, automountServiceAccountToken: true, ') + account('s'))).toMatchObject({ value: true });
  });
});
