import { type Case, cases } from './case.ts';

const pod = (container: string, spec = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n${spec === '' ? '' : `  ${spec}\n`}  containers:\n    - name: c\n      image: example.com/a:1\n${container === '' ? '' : `      ${container}\n`}`;
const service = (line: string): string => `services:\n  a:\n    image: example.com/a:1\n${line === '' ? '' : `    ${line}\n`}`;
const quadlet = (line: string): string => `[Container]\nImage=example.com/a:1\n${line}\n`;

const composeSpec = 'Compose specification, 05-services.md';
const run = 'docker/cli v28 command/container/opts.go; docker container run reference';
const securityContext = 'Kubernetes API v1 SecurityContext';
const podmanRun = 'podman-run(1)';
const resources = 'Kubernetes API v1 ResourceRequirements; kubernetes pkg/kubelet/kuberuntime/kuberuntime_container_linux.go';

const root = cases({ control: 'read-only-root', source: composeSpec }, [
  {
    name: 'writable by default',
    text: service(''),
    outcome: 'broken',
    source: 'moby v28.0.0 api/types/container HostConfig.ReadonlyRootfs: false unless asked for',
  },
  { name: 'read_only: true', text: service('read_only: true'), outcome: 'held' },
  { name: 'read_only: false', text: service('read_only: false'), outcome: 'broken' },
  { way: 'docker', name: '--read-only', text: '--read-only example.com/a:1', outcome: 'held', source: run },
  { way: 'docker', name: '--read-only=false', text: '--read-only=false example.com/a:1', outcome: 'broken', source: run },
  { way: 'podman', name: '--read-only', text: '--read-only example.com/a:1', outcome: 'held', source: podmanRun },
  {
    way: 'kubernetes',
    name: 'readOnlyRootFilesystem',
    text: pod('securityContext: {readOnlyRootFilesystem: true}'),
    outcome: 'held',
    source: securityContext,
  },
  {
    way: 'kubernetes',
    name: 'a pod has no such field',
    text: pod('', 'securityContext: {readOnlyRootFilesystem: true}'),
    outcome: 'broken',
    source: 'Kubernetes API v1 PodSecurityContext',
  },
  { way: 'quadlet', name: 'ReadOnly=true', text: quadlet('ReadOnly=true'), outcome: 'held', source: 'podman-systemd.unit(5) ReadOnly' },
]);

const tmpfs = cases(
  {
    control: 'tmpfs-options',
    source: 'moby v28.0.0 daemon/oci_linux.go withMounts: noexec, nosuid and nodev unless the opposite is written',
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
    source: 'Kubernetes API v1 EmptyDirVolumeSource sizeLimit',
  },
  {
    way: 'kubernetes',
    name: 'emptyDir in memory, sized',
    text: pod('volumeMounts: [{name: v, mountPath: /t}]', 'volumes: [{name: v, emptyDir: {medium: Memory, sizeLimit: 64Mi}}]'),
    outcome: 'held',
    source: 'Kubernetes API v1 EmptyDirVolumeSource sizeLimit',
  },
]);

const memory = cases({ control: 'memory-limit', source: composeSpec }, [
  { name: 'none', text: service(''), outcome: 'broken' },
  { name: 'mem_limit', text: service('mem_limit: 512m'), outcome: 'held' },
  {
    name: 'mem_limit: 0 is none',
    text: service('mem_limit: 0'),
    outcome: 'broken',
    source: 'moby v28.0.0 api/types/container Resources.Memory: 0 is unlimited',
  },
  {
    name: 'deploy limits',
    text: service('deploy: {resources: {limits: {memory: 512M}}}'),
    outcome: 'held',
    source: 'Compose specification, deploy.md; docker compose v2 applies it without swarm',
    disputed: 'Older tools say that deploy is for swarm only; docker compose v2 applies resources.limits',
  },
  {
    name: 'a reservation is no limit',
    text: service('mem_reservation: 512m'),
    outcome: 'broken',
    source: 'docker container run reference: --memory-reservation is a soft limit',
  },
  {
    name: 'a swap limit is no memory limit',
    text: service('deploy: {resources: {reservations: {memory: 512M}}}'),
    outcome: 'broken',
    source: 'Compose specification, deploy.md',
  },
  { way: 'docker', name: '-m', text: '-m 512m example.com/a:1', outcome: 'held', source: run },
  { way: 'docker', name: '--memory=1g', text: '--memory=1g example.com/a:1', outcome: 'held', source: run },
  { way: 'podman', name: '--memory', text: '--memory 512m example.com/a:1', outcome: 'held', source: podmanRun },
  { way: 'kubernetes', name: 'none', text: pod(''), outcome: 'broken', source: resources },
  {
    way: 'kubernetes',
    name: 'a request is no limit',
    text: pod('resources: {requests: {memory: 64Mi}}'),
    outcome: 'broken',
    source: resources,
  },
  { way: 'kubernetes', name: 'a limit', text: pod('resources: {limits: {memory: 64Mi}}'), outcome: 'held', source: resources },
  {
    way: 'kubernetes',
    name: 'a limit as a number',
    text: pod('resources: {limits: {memory: 67108864}}'),
    outcome: 'held',
    source: 'Kubernetes apimachinery resource.Quantity: a plain number is bytes',
  },
]);

const cpu = cases({ control: 'cpu-limit', source: composeSpec }, [
  { name: 'none', text: service(''), outcome: 'broken' },
  { name: 'cpus', text: service('cpus: 0.5'), outcome: 'held' },
  { name: 'quota and period', text: service('cpu_quota: 50000\n    cpu_period: 100000'), outcome: 'held' },
  { way: 'docker', name: '--cpus', text: '--cpus=1.5 example.com/a:1', outcome: 'held', source: run },
  {
    way: 'docker',
    name: '--cpus=0 is none',
    text: '--cpus=0 example.com/a:1',
    outcome: 'broken',
    source: 'moby v28.0.0 api/types/container Resources.NanoCPUs: 0 is unlimited',
  },
  { way: 'kubernetes', name: 'a limit', text: pod('resources: {limits: {cpu: 500m}}'), outcome: 'held', source: resources },
  { way: 'kubernetes', name: 'none', text: pod(''), outcome: 'broken', source: resources },
]);

const pids = cases({ control: 'pids-limit', source: composeSpec }, [
  { name: "Docker's default is none", text: service(''), outcome: 'broken', source: 'moby v28.0.0 daemon/daemon_unix.go getPidsLimit' },
  { name: 'pids_limit', text: service('pids_limit: 100'), outcome: 'held' },
  { name: 'pids_limit: -1', text: service('pids_limit: -1'), outcome: 'broken' },
  {
    name: 'pids_limit: 0',
    text: service('pids_limit: 0'),
    outcome: 'broken',
    source: 'moby v28.0.0 daemon/daemon_unix.go getPidsLimit: 0 and below is unlimited',
  },
  {
    name: 'deploy limits',
    text: service('deploy: {resources: {limits: {pids: 100}}}'),
    outcome: 'held',
    source: 'Compose specification, deploy.md',
  },
  { way: 'docker', name: '--pids-limit', text: '--pids-limit 100 example.com/a:1', outcome: 'held', source: run },
  {
    way: 'podman',
    name: "Podman's default is 2048",
    text: 'example.com/a:1',
    outcome: 'held',
    source: 'containers/common v0.62 pkg/config/default.go DefaultPidsLimit',
    disputed: 'Tools with one rule for both engines report it',
  },
  { way: 'podman', name: '--pids-limit=-1', text: '--pids-limit=-1 example.com/a:1', outcome: 'broken', source: podmanRun },
  {
    way: 'podman',
    name: '--pids-limit=0',
    text: '--pids-limit=0 example.com/a:1',
    outcome: 'broken',
    source: 'podman-run(1) --pids-limit: 0 is unlimited',
  },
  {
    way: 'kubernetes',
    name: 'a pod cannot say it',
    text: pod(''),
    outcome: 'inapplicable',
    source: 'kubernetes pkg/kubelet/apis/config types.go PodPidsLimit: it is the kubelet that sets it',
  },
]);

const oom = cases(
  { control: 'oom-protection', source: 'moby v28.0.0 api/types/container Resources.OomKillDisable, HostConfig.OomScoreAdj' },
  [
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
  ],
);

const readOnlyMounts = cases({ control: 'read-only-mounts', source: 'mount(2) MS_RDONLY; CIS Docker Benchmark 1.6.0, 5.6' }, [
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
    source: 'Kubernetes 1.10 changelog: ConfigMap, Secret, downward API and projected volumes are mounted read-only',
  },
]);

export const table: readonly Case[] = [...root, ...tmpfs, ...tmpfsSize, ...memory, ...cpu, ...pids, ...oom, ...readOnlyMounts];
