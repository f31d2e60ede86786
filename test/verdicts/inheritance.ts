import { type Case, cases } from './case.ts';
import { containerd, kubernetes, standards } from './sources.ts';
import { pod } from './texts.ts';

const windows = 'os: {name: windows}';
const windowsSource = `${kubernetes.securityContext}: this field cannot be set when spec.os.name is windows`;
const onPodOnly = 'Tools that look for the field in each container report it';
const annotated = (annotation: string): string => pod('', '', `name: p, annotations: {${annotation}}`);
const second = (line: string): string => `    - name: d\n      image: example.com/b:1\n      ${line}\n`;

const user = cases({ control: 'non-root-user', way: 'kubernetes', source: kubernetes.effective }, [
  {
    name: 'the user of the pod, beside runAsNonRoot: false',
    text: `${pod('securityContext: {runAsUser: 1000}', 'securityContext: {runAsUser: 1000, runAsNonRoot: true}')}${second('securityContext: {runAsNonRoot: false}')}`,
    outcome: 'held',
    disputed: 'A user expects a finding for runAsNonRoot: false; it takes the check away, and runAsUser of the pod still decides',
    thread: 'aquasecurity/defsec#1131',
  },
  {
    name: `the pod's user counts beside a container's own security context`,
    text: pod(
      'securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}',
      'securityContext: {runAsUser: 1000, runAsNonRoot: true}',
    ),
    outcome: 'held',
    disputed: `${onPodOnly}; runAsUser and runAsNonRoot of the pod are those of each container that says nothing else`,
    thread: 'aquasecurity/trivy#8210',
  },
  {
    name: 'an ephemeral container is root',
    text: pod(
      '',
      'securityContext: {runAsUser: 1000}\n  ephemeralContainers: [{name: e, image: example.com/a:1, securityContext: {runAsUser: 0}}]',
    ),
    outcome: 'broken',
    source: `${standards.pss.replace('baseline', 'restricted')}, running as non-root: ephemeral containers are named`,
    disputed: 'Tools that read containers and initContainers alone miss it',
    thread: 'aquasecurity/trivy#9936',
  },
  {
    name: 'the security context of the Deployment is none of the pod',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  securityContext: {runAsUser: 1000, runAsNonRoot: true}\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec: {containers: [{name: c, image: example.com/a:1}]}\n',
    outcome: 'broken',
    source: 'kubernetes/api v0.37 apps/v1/types.go DeploymentSpec: there is no such field',
  },
  { name: 'a Windows pod has no uid', text: pod('', windows), outcome: 'inapplicable', source: windowsSource },
  {
    name: 'root in a user namespace is still root inside',
    text: pod('securityContext: {runAsUser: 0}', 'hostUsers: false'),
    outcome: 'broken',
    source: 'capabilities(7): uid 0 of a user namespace has its capabilities; the control tells it with severity low',
    disputed:
      'Pod Security admission lets it in since 1.35; root inside still owns every file of the image and every capability of the pod',
  },
]);

const windowsPods = (
  [
    ['read-only-root', windowsSource],
    ['capabilities-dropped', windowsSource],
    ['no-new-privileges', windowsSource],
    ['seccomp', windowsSource],
    ['memory-limit', `${kubernetes.resources}: limits count on Windows as well`],
  ] as const
).flatMap(([control, source]) =>
  cases({ control, way: 'kubernetes', source }, [
    {
      name: 'a Windows pod',
      text: pod('', windows),
      outcome: 'inapplicable',
      ...(control === 'memory-limit'
        ? {}
        : { disputed: 'Tools that do not read spec.os report fields which the API server would refuse there' }),
    },
  ]),
);

const seccomp = cases({ control: 'seccomp', way: 'kubernetes', source: kubernetes.annotations }, [
  {
    name: 'the annotation of the pod, where it still counts',
    text: annotated('seccomp.security.alpha.kubernetes.io/pod: runtime/default'),
    engine: 'kubernetes@1.26',
    outcome: 'held',
  },
  {
    name: 'the annotation of the pod, one version later',
    text: annotated('seccomp.security.alpha.kubernetes.io/pod: runtime/default'),
    engine: 'kubernetes@1.27',
    outcome: 'broken',
    disputed: 'Tools that accept field or annotation whatever the version call it held; since 1.27 nobody reads the annotation',
  },
  {
    name: 'the annotation of a container, where it still counts',
    text: annotated('container.seccomp.security.alpha.kubernetes.io/c: docker/default'),
    engine: 'kubernetes@1.24',
    outcome: 'held',
  },
  {
    name: 'the annotation of another container',
    text: annotated('container.seccomp.security.alpha.kubernetes.io/other: runtime/default'),
    engine: 'kubernetes@1.24',
    outcome: 'broken',
  },
  {
    name: 'an init container that says Unconfined',
    text: pod(
      '',
      'securityContext: {seccompProfile: {type: RuntimeDefault}}\n  initContainers: [{name: i, image: example.com/a:1, securityContext: {seccompProfile: {type: Unconfined}}}]',
    ),
    outcome: 'broken',
    source: kubernetes.effective,
  },
  {
    name: 'RuntimeDefault of one container is not that of its neighbour',
    text: `${pod('securityContext: {seccompProfile: {type: RuntimeDefault}}')}${second('env: []')}`,
    outcome: 'broken',
    source: kubernetes.effective,
  },
  {
    name: 'an ephemeral container inherits it',
    text: pod('', 'securityContext: {seccompProfile: {type: RuntimeDefault}}\n  ephemeralContainers: [{name: e, image: example.com/a:1}]'),
    outcome: 'held',
    source: kubernetes.effective,
  },
]);

const capabilities = cases({ control: 'capabilities-dropped', way: 'kubernetes', source: containerd.capabilities }, [
  {
    name: 'all, in small letters',
    text: pod('securityContext: {capabilities: {drop: [all]}}'),
    outcome: 'held',
    source: `${containerd.capabilities}: ALL is compared without regard to case`,
    disputed: 'Pod Security admission asks for ALL in capitals and refuses it; the runtime drops everything either way',
  },
  {
    name: 'an ephemeral container keeps its own',
    text: pod('securityContext: {capabilities: {drop: [ALL]}}', 'ephemeralContainers: [{name: e, image: example.com/a:1}]'),
    outcome: 'broken',
    disputed: 'Tools that read containers and initContainers alone miss it',
    thread: 'aquasecurity/trivy#9936',
  },
  {
    name: 'a sidecar keeps its own',
    text: pod(
      'securityContext: {capabilities: {drop: [ALL]}}',
      'initContainers: [{name: s, image: example.com/a:1, restartPolicy: Always}]',
    ),
    outcome: 'broken',
    source: `${kubernetes.container}.restartPolicy: an init container that is Always runs beside the others`,
  },
]);

const rawByName = cases({ control: 'net-raw', way: 'kubernetes', source: containerd.capabilities }, [
  {
    name: 'CAP_NET_RAW, with the prefix that Kubernetes does not write',
    text: pod('securityContext: {capabilities: {drop: [CAP_NET_RAW]}}'),
    outcome: 'unknown',
    source: `${containerd.capabilities}: CAP_ is put before every name, so that it looks for CAP_CAP_NET_RAW; cri-o toCAPPrefixed does not`,
    disputed: 'Tools that take the prefix off call it held; containerd does not take it off and drops nothing, CRI-O does',
  },
  { name: 'small letters', text: pod('securityContext: {capabilities: {drop: [net_raw]}}'), outcome: 'held' },
]);

const escalation = cases({ control: 'no-new-privileges', way: 'kubernetes', source: kubernetes.securityContext }, [
  {
    name: 'the main container alone says it',
    text: pod('securityContext: {allowPrivilegeEscalation: false}', 'initContainers: [{name: i, image: example.com/a:1}]'),
    outcome: 'broken',
    disputed: 'A user expects one finding, for the init container; a tool that reported both was wrong about the other',
    thread: 'aquasecurity/trivy#3018',
  },
]);

const probes = cases(
  { control: 'health-check', way: 'kubernetes', source: `${kubernetes.container}.livenessProbe: not for init containers` },
  [
    {
      name: 'an init container has no probe',
      text: pod('livenessProbe: {tcpSocket: {port: 80}}', 'initContainers: [{name: i, image: example.com/a:1}]'),
      outcome: 'held',
      disputed: 'Tools that ask every container for a probe report the init container, which cannot have one',
      thread: 'stackrox/kube-linter#261',
    },
    {
      name: 'a job runs to its end',
      text: 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: example.com/a:1}]}}}\n',
      outcome: 'inapplicable',
      source: 'Kubernetes documentation, concepts/workloads/controllers/job: a job is done when its pods have ended',
    },
  ],
);

const resources = cases({ control: 'memory-limit', way: 'kubernetes', source: kubernetes.resources }, [
  {
    name: 'an init container without one',
    text: pod('resources: {limits: {memory: 64Mi}}', 'initContainers: [{name: i, image: example.com/a:1}]'),
    outcome: 'broken',
  },
  {
    name: 'the limit of the whole pod',
    text: pod('', 'resources: {limits: {memory: 64Mi}}'),
    engine: 'kubernetes@1.34',
    outcome: 'held',
    source: `${kubernetes.spec}.resources; kubernetes pkg/features/kube_features.go PodLevelResources: beta and on since 1.34`,
    disputed: 'Tools that look at each container alone report every one of them',
  },
  {
    name: 'the limit of the whole pod, before it counts',
    text: pod('', 'resources: {limits: {memory: 64Mi}}'),
    engine: 'kubernetes@1.31',
    outcome: 'broken',
    source: 'kubernetes pkg/features/kube_features.go PodLevelResources: alpha since 1.32',
  },
]);

const account = (field: string): string => `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: s}\n${field}\n---\n`;

const token = cases(
  {
    control: 'service-account-token',
    way: 'kubernetes',
    source: 'kubernetes plugin/pkg/admission/serviceaccount/admission.go shouldAutomount: the pod decides, then its service account',
  },
  [
    {
      name: 'the service account says no',
      text: account('automountServiceAccountToken: false') + pod('', 'serviceAccountName: s'),
      outcome: 'held',
      disputed: 'Tools that look at the pod alone report it',
    },
    {
      name: 'the pod outweighs its service account',
      text: account('automountServiceAccountToken: false') + pod('', 'serviceAccountName: s\n  automountServiceAccountToken: true'),
      outcome: 'broken',
    },
    {
      name: 'another service account says no',
      text: account('automountServiceAccountToken: false') + pod('', 'serviceAccountName: t'),
      outcome: 'broken',
    },
  ],
);

const hostUsers = cases(
  {
    control: 'user-namespace',
    way: 'kubernetes',
    source: 'kubernetes pkg/features/kube_features.go UserNamespacesSupport: on by default since 1.33',
  },
  [
    { name: 'hostUsers: false', text: pod('', 'hostUsers: false'), engine: 'kubernetes@1.33', outcome: 'held' },
    {
      name: 'nothing said',
      text: pod(''),
      engine: 'kubernetes@1.33',
      outcome: 'broken',
      source: `${kubernetes.spec}.hostUsers: true unless it is said`,
    },
    {
      name: 'hostUsers: false, before the API server kept it',
      text: pod('', 'hostUsers: false'),
      engine: 'kubernetes@1.24',
      outcome: 'broken',
      source: 'kubernetes pkg/features/kube_features.go UserNamespacesStatelessPodsSupport: alpha since 1.25',
    },
  ],
);

const unmasked = cases({ control: 'masked-paths', way: 'kubernetes', source: kubernetes.procMount }, [
  {
    name: 'procMount: Default',
    text: pod('securityContext: {procMount: Default}'),
    outcome: 'held',
  },
]);

export const table: readonly Case[] = [
  ...user,
  ...windowsPods,
  ...seccomp,
  ...capabilities,
  ...rawByName,
  ...escalation,
  ...probes,
  ...resources,
  ...token,
  ...hostUsers,
  ...unmasked,
];
