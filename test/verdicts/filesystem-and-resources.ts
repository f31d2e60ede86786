import { type Case, cases } from './case.ts';
import { compose, docker, kubernetes, podman } from './sources.ts';
import { pod, quadlet, service } from './texts.ts';

const root = cases({ control: 'read-only-root', source: compose.services }, [
  {
    name: 'writable by default',
    text: service(''),
    outcome: 'broken',
    source: `${docker.hostConfig} ReadonlyRootfs: false unless asked for`,
  },
  { name: 'read_only: true', text: service('read_only: true'), outcome: 'held' },
  { name: 'read_only: false', text: service('read_only: false'), outcome: 'broken' },
  { way: 'docker', name: '--read-only', text: '--read-only example.com/a:1', outcome: 'held', source: docker.options },
  { way: 'docker', name: '--read-only=false', text: '--read-only=false example.com/a:1', outcome: 'broken', source: docker.options },
  { way: 'podman', name: '--read-only', text: '--read-only example.com/a:1', outcome: 'held', source: podman.run },
  {
    way: 'kubernetes',
    name: 'readOnlyRootFilesystem',
    text: pod('securityContext: {readOnlyRootFilesystem: true}'),
    outcome: 'held',
    source: kubernetes.securityContext,
  },
  {
    way: 'kubernetes',
    name: 'a pod has no such field',
    text: pod('', 'securityContext: {readOnlyRootFilesystem: true}'),
    outcome: 'broken',
    source: kubernetes.securityContext,
  },
  { way: 'quadlet', name: 'ReadOnly=true', text: quadlet('ReadOnly=true'), outcome: 'held', source: `${podman.unit} ReadOnly` },
]);

const tmpfs = cases(
  {
    control: 'tmpfs-options',
    source: `${docker.tmpfs}: noexec, nosuid and nodev unless the opposite is written`,
  },
  [
    { name: "Docker's own options", text: service('tmpfs: /tmp'), outcome: 'held' },
    { name: 'exec asked for', text: service('tmpfs: "/tmp:exec"'), outcome: 'broken' },
    { name: 'suid asked for', text: service('tmpfs: ["/tmp:suid"]'), outcome: 'broken' },
    { way: 'docker', name: '--tmpfs', text: '--tmpfs /tmp example.com/a:1', outcome: 'held' },
    { way: 'docker', name: '--tmpfs with exec', text: '--tmpfs /tmp:exec example.com/a:1', outcome: 'broken' },
  ],
);

const tmpfsSize = cases({ control: 'tmpfs-size', source: 'tmpfs(5): without size, half of the memory' }, [
  { name: 'no size, no memory limit', text: service('tmpfs: /tmp'), outcome: 'broken' },
  { name: 'sized', text: service('tmpfs: "/tmp:size=64m"'), outcome: 'held' },
  { way: 'docker', name: 'sized', text: '--tmpfs /tmp:size=64m example.com/a:1', outcome: 'held' },
  {
    way: 'kubernetes',
    name: 'emptyDir in memory, no limit',
    text: pod('volumeMounts: [{name: v, mountPath: /t}]', 'volumes: [{name: v, emptyDir: {medium: Memory}}]'),
    outcome: 'broken',
    source: `${kubernetes.emptyDir}.sizeLimit`,
  },
  {
    way: 'kubernetes',
    name: 'emptyDir in memory, sized',
    text: pod('volumeMounts: [{name: v, mountPath: /t}]', 'volumes: [{name: v, emptyDir: {medium: Memory, sizeLimit: 64Mi}}]'),
    outcome: 'held',
    source: `${kubernetes.emptyDir}.sizeLimit`,
  },
]);

const memory = cases({ control: 'memory-limit', source: compose.services }, [
  { name: 'none', text: service(''), outcome: 'broken' },
  { name: 'mem_limit', text: service('mem_limit: 512m'), outcome: 'held' },
  {
    name: 'mem_limit: 0 is none',
    text: service('mem_limit: 0'),
    outcome: 'broken',
    source: `${docker.hostConfig} Resources.Memory: 0 is no limit`,
  },
  {
    name: 'deploy limits',
    text: service('deploy: {resources: {limits: {memory: 512M}}}'),
    outcome: 'held',
    source: `${compose.deploy}; docker/compose v2 pkg/compose/create.go getDeployResources`,
    disputed: 'Older tools say that deploy is for swarm only; docker compose v2 applies resources.limits',
  },
  {
    name: 'a reservation is no limit',
    text: service('mem_reservation: 512m'),
    outcome: 'broken',
    source: `${docker.hostConfig} Resources.MemoryReservation: a soft limit`,
  },
  {
    name: 'a reservation of deploy is no limit',
    text: service('deploy: {resources: {reservations: {memory: 512M}}}'),
    outcome: 'broken',
    source: compose.deploy,
  },
  { way: 'docker', name: '-m', text: '-m 512m example.com/a:1', outcome: 'held', source: docker.options },
  { way: 'docker', name: '--memory=1g', text: '--memory=1g example.com/a:1', outcome: 'held', source: docker.options },
  { way: 'podman', name: '--memory', text: '--memory 512m example.com/a:1', outcome: 'held', source: podman.run },
  { way: 'kubernetes', name: 'none', text: pod(''), outcome: 'broken', source: kubernetes.resources },
  {
    way: 'kubernetes',
    name: 'a request is no limit',
    text: pod('resources: {requests: {memory: 64Mi}}'),
    outcome: 'broken',
    source: kubernetes.resources,
  },
  { way: 'kubernetes', name: 'a limit', text: pod('resources: {limits: {memory: 64Mi}}'), outcome: 'held', source: kubernetes.resources },
  {
    way: 'kubernetes',
    name: 'a limit as a number',
    text: pod('resources: {limits: {memory: 67108864}}'),
    outcome: 'held',
    source: `${kubernetes.quantity}: a plain number is bytes`,
  },
]);

const cpu = cases({ control: 'cpu-limit', source: compose.services }, [
  { name: 'none', text: service(''), outcome: 'broken' },
  { name: 'cpus', text: service('cpus: 0.5'), outcome: 'held' },
  { name: 'quota and period', text: service('cpu_quota: 50000\n    cpu_period: 100000'), outcome: 'held' },
  { way: 'docker', name: '--cpus', text: '--cpus=1.5 example.com/a:1', outcome: 'held', source: docker.options },
  {
    way: 'docker',
    name: '--cpus=0 is none',
    text: '--cpus=0 example.com/a:1',
    outcome: 'broken',
    source: `${docker.cpu}: a quota only above 0`,
  },
  { way: 'kubernetes', name: 'a limit', text: pod('resources: {limits: {cpu: 500m}}'), outcome: 'held', source: kubernetes.resources },
  { way: 'kubernetes', name: 'none', text: pod(''), outcome: 'broken', source: kubernetes.resources },
]);

const pids = cases({ control: 'pids-limit', source: compose.services }, [
  { name: "Docker's default is none", text: service(''), outcome: 'broken', source: docker.pids },
  { name: 'pids_limit', text: service('pids_limit: 100'), outcome: 'held' },
  { name: 'pids_limit: -1', text: service('pids_limit: -1'), outcome: 'broken' },
  {
    name: 'pids_limit: 0',
    text: service('pids_limit: 0'),
    outcome: 'broken',
    source: `${docker.pids}: 0 and below is unlimited`,
  },
  {
    name: 'deploy limits',
    text: service('deploy: {resources: {limits: {pids: 100}}}'),
    outcome: 'held',
    source: compose.deploy,
  },
  { way: 'docker', name: '--pids-limit', text: '--pids-limit 100 example.com/a:1', outcome: 'held', source: docker.options },
  {
    way: 'podman',
    name: "Podman's default is 2048",
    text: 'example.com/a:1',
    outcome: 'held',
    source: podman.pids,
    disputed: 'Tools with one rule for both engines report it',
  },
  { way: 'podman', name: '--pids-limit=-1', text: '--pids-limit=-1 example.com/a:1', outcome: 'broken', source: podman.run },
  {
    way: 'podman',
    name: '--pids-limit=0',
    text: '--pids-limit=0 example.com/a:1',
    outcome: 'broken',
    source: 'containers.conf(5) pids_limit: 0 indicates that no limit is imposed',
  },
  {
    way: 'kubernetes',
    name: 'a pod cannot say it',
    text: pod(''),
    outcome: 'inapplicable',
    source: `${kubernetes.podPids}: it is the kubelet that sets it`,
  },
]);

const oom = cases({ control: 'oom-protection', source: `${docker.hostConfig} OomKillDisable, OomScoreAdj` }, [
  { name: 'nothing said', text: service(''), outcome: 'held' },
  { name: 'the killer is off', text: service('oom_kill_disable: true'), outcome: 'broken' },
  {
    name: 'never the victim',
    text: service('oom_score_adj: -1000'),
    outcome: 'broken',
    source: 'proc(5) oom_score_adj: -1000 is never killed',
  },
  { name: 'sooner the victim', text: service('oom_score_adj: 500'), outcome: 'held', source: 'proc(5) oom_score_adj' },
  { way: 'docker', name: '--oom-kill-disable', text: '--oom-kill-disable example.com/a:1', outcome: 'broken' },
]);

const readOnlyMounts = cases(
  { control: 'read-only-mounts', source: 'mount(2) MS_RDONLY: what is mounted read-only cannot be changed through it' },
  [
    { name: 'no mount', text: service(''), outcome: 'inapplicable' },
    { name: 'configuration, read-only', text: service('volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]'), outcome: 'held' },
    { name: 'configuration, writable', text: service('volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]'), outcome: 'broken' },
    {
      name: 'long form, read-only',
      text: service('volumes: [{type: bind, source: ./nginx.conf, target: /etc/nginx/nginx.conf, read_only: true}]'),
      outcome: 'held',
    },
    {
      way: 'docker',
      name: '--mount readonly',
      text: '--mount type=bind,src=/srv/nginx.conf,dst=/etc/nginx/nginx.conf,readonly example.com/a:1',
      outcome: 'held',
    },
    {
      way: 'kubernetes',
      name: 'a ConfigMap is read-only anyway',
      text: pod('volumeMounts: [{name: v, mountPath: /etc/app}]', 'volumes: [{name: v, configMap: {name: m}}]'),
      outcome: 'inapplicable',
      source:
        'kubernetes v1.10 pkg/features/kube_features.go ReadOnlyAPIDataVolumes: ConfigMap, Secret, downward API and projected volumes are mounted read-only',
    },
  ],
);

export const table: readonly Case[] = [...root, ...tmpfs, ...tmpfsSize, ...memory, ...cpu, ...pids, ...oom, ...readOnlyMounts];
