import { type Case, cases } from './case.ts';
import { compose, containerd, docker, kubernetes, podman } from './sources.ts';
import { pod, service } from './texts.ts';

const seccomp = cases({ control: 'seccomp', source: compose.services }, [
  { name: "Docker's default", text: service(''), outcome: 'held', source: docker.seccomp },
  { name: 'unconfined', text: service('security_opt: ["seccomp:unconfined"]'), outcome: 'broken' },
  { name: 'unconfined with =', text: service('security_opt: ["seccomp=unconfined"]'), outcome: 'broken' },
  {
    name: 'privileged turns it off',
    text: service('privileged: true'),
    outcome: 'broken',
    source: `${docker.seccomp}: a privileged container has none unless one is named`,
  },
  {
    way: 'docker',
    name: '--security-opt',
    text: '--security-opt seccomp=unconfined example.com/a:1',
    outcome: 'broken',
    source: docker.options,
  },
  {
    way: 'podman',
    name: "Podman's default",
    text: 'example.com/a:1',
    outcome: 'held',
    source: podman.seccomp,
  },
  {
    way: 'kubernetes',
    name: 'nothing said: unconfined',
    text: pod(''),
    outcome: 'broken',
    source: `${kubernetes.seccompDefault}: false by default`,
  },
  {
    way: 'kubernetes',
    name: 'RuntimeDefault of the pod',
    text: pod('', 'securityContext: {seccompProfile: {type: RuntimeDefault}}'),
    outcome: 'held',
    source: kubernetes.securityContext,
  },
  {
    way: 'kubernetes',
    name: 'RuntimeDefault of the container',
    text: pod('securityContext: {seccompProfile: {type: RuntimeDefault}}'),
    outcome: 'held',
    source: kubernetes.securityContext,
  },
  {
    way: 'kubernetes',
    name: 'the container says Unconfined',
    text: pod('securityContext: {seccompProfile: {type: Unconfined}}', 'securityContext: {seccompProfile: {type: RuntimeDefault}}'),
    outcome: 'broken',
    source: kubernetes.securityContext,
  },
  {
    way: 'kubernetes',
    name: 'privileged',
    text: pod('securityContext: {privileged: true, seccompProfile: {type: RuntimeDefault}}'),
    outcome: 'broken',
    source: `${containerd.seccomp}: a privileged container has no seccomp profile`,
  },
  {
    way: 'kubernetes',
    name: 'an annotation of old',
    text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {seccomp.security.alpha.kubernetes.io/pod: runtime/default}}\nspec: {containers: [{name: c, image: example.com/a:1}]}\n',
    outcome: 'broken',
    source: kubernetes.annotations,
    disputed: 'Tools that still accept the annotation call it held',
  },
]);

const apparmor = cases({ control: 'apparmor', source: compose.services }, [
  { name: 'unconfined', text: service('security_opt: ["apparmor:unconfined"]'), outcome: 'broken' },
  {
    way: 'docker',
    name: 'unconfined',
    text: '--security-opt apparmor=unconfined example.com/a:1',
    outcome: 'broken',
    source: docker.options,
  },
  {
    way: 'kubernetes',
    name: 'Unconfined field',
    text: pod('securityContext: {appArmorProfile: {type: Unconfined}}'),
    outcome: 'broken',
    source: `${kubernetes.appArmor}, since 1.30`,
  },
  {
    way: 'kubernetes',
    name: 'Unconfined annotation',
    text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {container.apparmor.security.beta.kubernetes.io/c: unconfined}}\nspec: {containers: [{name: c, image: example.com/a:1}]}\n',
    outcome: 'broken',
    source: 'Kubernetes documentation, AppArmor: the annotation is honoured, deprecated since 1.30',
  },
]);

const selinux = cases({ control: 'selinux', source: docker.options }, [
  { way: 'docker', name: 'labels off', text: '--security-opt label=disable example.com/a:1', outcome: 'broken' },
  {
    way: 'docker',
    name: 'spc_t',
    text: '--security-opt label=type:spc_t example.com/a:1',
    outcome: 'broken',
    source: 'container-selinux container.te: spc_t is an unconfined domain',
  },
  {
    way: 'podman',
    name: 'labels off',
    text: '--security-opt label=disable example.com/a:1',
    outcome: 'broken',
    source: `${podman.run} --security-opt`,
  },
  {
    way: 'kubernetes',
    name: 'spc_t',
    text: pod('securityContext: {seLinuxOptions: {type: spc_t}}'),
    outcome: 'broken',
    source: 'container-selinux container.te: spc_t is an unconfined domain',
  },
]);

const masked = cases({ control: 'masked-paths', source: docker.maskedPaths }, [
  { name: "Docker's default", text: service(''), outcome: 'held' },
  {
    name: 'privileged unmasks',
    text: service('privileged: true'),
    outcome: 'broken',
    source: `${docker.privileged}: a privileged container has neither list`,
  },
  {
    way: 'docker',
    name: 'systempaths=unconfined',
    text: '--security-opt systempaths=unconfined example.com/a:1',
    outcome: 'broken',
    source: `${docker.options} parseSystemPaths`,
  },
  {
    way: 'podman',
    name: 'unmask=ALL',
    text: '--security-opt unmask=ALL example.com/a:1',
    outcome: 'broken',
    source: `${podman.run} --security-opt unmask`,
  },
  {
    way: 'kubernetes',
    name: 'procMount Unmasked',
    text: pod('securityContext: {procMount: Unmasked}'),
    outcome: 'broken',
    source: kubernetes.procMount,
  },
]);

const sysctls = cases(
  { control: 'unsafe-sysctls', source: 'runc v1.5.1 libcontainer/configs/validate/validator.go sysctl: only namespaced ones are taken' },
  [
    { name: 'none', text: service(''), outcome: 'held' },
    { name: 'one of its own network namespace', text: service('sysctls: {net.ipv4.tcp_syncookies: 1}'), outcome: 'held' },
    {
      way: 'kubernetes',
      name: 'safe',
      text: pod('', 'securityContext: {sysctls: [{name: net.ipv4.ip_local_port_range, value: "1024 65535"}]}'),
      outcome: 'held',
      source: `${kubernetes.sysctls}: the safe set`,
    },
    {
      way: 'kubernetes',
      name: 'unsafe',
      text: pod('', 'securityContext: {sysctls: [{name: kernel.msgmax, value: "65536"}]}'),
      outcome: 'broken',
      source: `${kubernetes.sysctls}: all others are unsafe`,
    },
  ],
);

const devices = cases(
  { control: 'host-devices', source: 'devices have no namespace: OCI runtime specification 1.2, config-linux.md, devices' },
  [
    { name: 'none', text: service(''), outcome: 'held' },
    { name: 'a disk', text: service('devices: ["/dev/sda:/dev/sda"]'), outcome: 'broken' },
    { name: 'memory', text: service('devices: ["/dev/mem:/dev/mem"]'), outcome: 'broken' },
    { way: 'docker', name: '--device', text: '--device /dev/kmsg example.com/a:1', outcome: 'broken', source: docker.options },
    { way: 'podman', name: '--device', text: '--device=/dev/sda example.com/a:1', outcome: 'broken', source: `${podman.run} --device` },
  ],
);

export const table: readonly Case[] = [...seccomp, ...apparmor, ...selinux, ...masked, ...sysctls, ...devices];
