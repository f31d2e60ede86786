import { type Case, cases } from './case.ts';

const pod = (container: string, spec = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n${spec === '' ? '' : `  ${spec}\n`}  containers:\n    - name: c\n      image: example.com/a:1\n${container === '' ? '' : `      ${container}\n`}`;
const service = (line: string): string => `services:\n  a:\n    image: example.com/a:1\n${line === '' ? '' : `    ${line}\n`}`;

const moby = {
  caps: 'moby v28.0.0 oci/caps/utils.go TweakCapabilities and oci/caps/defaults.go',
  privileged: 'moby v28.0.0 daemon/oci_linux.go WithCapabilities, WithApparmor, withCommonOptions',
  nnp: 'moby v28.0.0 daemon/daemon_unix.go parseSecurityOpt; Docker documentation, docker container run --security-opt',
};
const podman = {
  caps: 'podman v5.4.0 pkg/specgen/generate/security_linux.go with containers/common pkg/config/default.go DefaultCapabilities',
  nnp: 'podman v5.4.0 pkg/specgen/specgen.go NoNewPrivileges; podman-run(1) --security-opt',
};
const k8s = {
  securityContext:
    'Kubernetes API v1 SecurityContext and PodSecurityContext; pkg/securitycontext/util.go DetermineEffectiveSecurityContext',
  escalation:
    'Kubernetes API v1 SecurityContext.allowPrivilegeEscalation: true when privileged or CAP_SYS_ADMIN; kubernetes pkg/apis/core/validation ValidateSecurityContext',
  caps: 'containerd v1.7 pkg/cri/sbserver/container_create_linux.go with CRI Capability; Kubernetes API v1 Capabilities',
};
const composeSpec = 'Compose specification, 05-services.md';

const privileged = cases({ control: 'privileged', source: moby.privileged }, [
  { name: 'asked for', text: service('privileged: true'), outcome: 'broken' },
  { name: 'turned off', text: service('privileged: false'), outcome: 'held' },
  { name: 'not mentioned', text: service(''), outcome: 'held', source: `${composeSpec}: privileged is false by default` },
  {
    name: 'a variable nobody set and with no default',
    text: service('privileged: ${P}'),
    outcome: 'unknown',
    source: 'Compose specification, 12-interpolation.md: an unset variable becomes an empty string, which is no boolean',
  },
  {
    name: 'a variable with a default',
    text: service('privileged: ${P:-true}'),
    outcome: 'broken',
    source: 'Compose specification, 12-interpolation.md',
  },
  {
    name: 'YAML 1.1 word in quotes',
    text: service('privileged: "true"'),
    outcome: 'broken',
    source: 'compose-go v2 transform and cast: a string "true" is a boolean where the schema takes both',
  },
  { way: 'docker', name: 'flag', text: '--privileged example.com/a:1', outcome: 'broken' },
  {
    way: 'docker',
    name: 'flag with false',
    text: '--privileged=false example.com/a:1',
    outcome: 'held',
    source: 'docker/cli v28 spf13/pflag: a boolean flag takes =false',
  },
  {
    way: 'docker',
    name: 'a word after the image is an argument',
    text: 'example.com/a:1 --privileged',
    outcome: 'held',
    source: 'docker/cli v28 command/container/run.go: flags.SetInterspersed(false)',
  },
  {
    way: 'docker',
    name: 'after the flag comes the image, not a value',
    text: '--privileged true',
    outcome: 'broken',
    source: 'spf13/pflag: a boolean flag takes no separate word',
  },
  { way: 'podman', name: 'flag', text: '--privileged example.com/a:1', outcome: 'broken', source: 'podman-run(1) --privileged' },
  {
    way: 'kubernetes',
    name: 'of the container',
    text: pod('securityContext: {privileged: true}'),
    outcome: 'broken',
    source: k8s.securityContext,
  },
  {
    way: 'kubernetes',
    name: 'a pod has no such field',
    text: pod('', 'securityContext: {privileged: true}'),
    outcome: 'held',
    source: k8s.securityContext,
    disputed: 'Tools that read only the pod level call this privileged; PodSecurityContext has no such field and the API server drops it',
  },
  {
    way: 'kubernetes',
    name: 'an init container',
    text: pod('', 'initContainers: [{name: i, image: example.com/a:1, securityContext: {privileged: true}}]'),
    outcome: 'broken',
    source: k8s.securityContext,
  },
  {
    way: 'kubernetes',
    name: 'an ephemeral container',
    text: pod('', 'ephemeralContainers: [{name: e, image: example.com/a:1, securityContext: {privileged: true}}]'),
    outcome: 'broken',
    source: k8s.securityContext,
  },
  {
    way: 'quadlet',
    name: 'through PodmanArgs',
    text: '[Container]\nImage=example.com/a:1\nPodmanArgs=--privileged\n',
    outcome: 'broken',
    source: 'podman-systemd.unit(5) PodmanArgs',
  },
  {
    way: 'quadlet',
    name: 'not mentioned',
    text: '[Container]\nImage=example.com/a:1\n',
    outcome: 'held',
    source: 'podman-systemd.unit(5): there is no key of that name',
  },
]);

const dropped = cases({ control: 'capabilities-dropped', source: moby.caps }, [
  { name: "the engine's default stays", text: service(''), outcome: 'broken' },
  { name: 'all dropped', text: service('cap_drop: [ALL]'), outcome: 'held' },
  {
    name: 'all dropped, small letters',
    text: service('cap_drop: [all]'),
    outcome: 'held',
    source: 'moby v28.0.0 oci/caps/utils.go NormalizeLegacyCapabilities: names are compared in upper case, ALL is allowed',
  },
  { name: 'some dropped', text: service('cap_drop: [NET_RAW, MKNOD]'), outcome: 'broken' },
  { name: 'all dropped, one added back', text: service('cap_drop: [ALL]\n    cap_add: [NET_BIND_SERVICE]'), outcome: 'held' },
  {
    name: 'all dropped, all added back',
    text: service('cap_drop: [ALL]\n    cap_add: [ALL]'),
    outcome: 'broken',
    source: 'moby v28.0.0 oci/caps/utils.go TweakCapabilities: with ALL added, what is dropped by name is left out',
  },
  { way: 'docker', name: 'all dropped', text: '--cap-drop=ALL example.com/a:1', outcome: 'held' },
  { way: 'docker', name: 'all dropped with a space', text: '--cap-drop all example.com/a:1', outcome: 'held' },
  { way: 'podman', name: 'all dropped', text: '--cap-drop=all example.com/a:1', outcome: 'held', source: podman.caps },
  { way: 'podman', name: "the engine's eleven stay", text: 'example.com/a:1', outcome: 'broken', source: podman.caps },
  { way: 'kubernetes', name: 'nothing said', text: pod(''), outcome: 'broken', source: k8s.caps },
  {
    way: 'kubernetes',
    name: 'all dropped',
    text: pod('securityContext: {capabilities: {drop: [ALL]}}'),
    outcome: 'held',
    source: k8s.caps,
  },
  {
    way: 'kubernetes',
    name: 'a pod has no capabilities of its own',
    text: pod('', 'securityContext: {capabilities: {drop: [ALL]}}'),
    outcome: 'broken',
    source: k8s.securityContext,
  },
  {
    way: 'kubernetes',
    name: 'one container of two',
    text: `${pod('securityContext: {capabilities: {drop: [ALL]}}')}    - {name: d, image: example.com/b:1}\n`,
    outcome: 'broken',
    source: k8s.caps,
  },
  {
    way: 'quadlet',
    name: 'all dropped',
    text: '[Container]\nImage=example.com/a:1\nDropCapability=all\n',
    outcome: 'held',
    source: 'podman-systemd.unit(5) DropCapability',
  },
]);

const dangerous = cases({ control: 'dangerous-capabilities', source: moby.caps }, [
  { name: 'none added', text: service(''), outcome: 'held' },
  { name: 'SYS_ADMIN', text: service('cap_add: [SYS_ADMIN]'), outcome: 'broken', source: 'capabilities(7) CAP_SYS_ADMIN' },
  {
    name: 'with its prefix',
    text: service('cap_add: [CAP_SYS_ADMIN]'),
    outcome: 'broken',
    source: 'moby v28.0.0 oci/caps/utils.go NormalizeLegacyCapabilities: the prefix may be written',
  },
  { name: 'SYS_MODULE', text: service('cap_add: [SYS_MODULE]'), outcome: 'broken', source: 'capabilities(7) CAP_SYS_MODULE' },
  { name: 'SYS_PTRACE', text: service('cap_add: [SYS_PTRACE]'), outcome: 'broken', source: 'capabilities(7) CAP_SYS_PTRACE' },
  {
    name: 'DAC_READ_SEARCH',
    text: service('cap_add: [DAC_READ_SEARCH]'),
    outcome: 'broken',
    source: 'capabilities(7) CAP_DAC_READ_SEARCH: open_by_handle_at(2)',
  },
  { name: 'BPF', text: service('cap_add: [BPF]'), outcome: 'broken', source: 'capabilities(7) CAP_BPF' },
  { name: 'a harmless one', text: service('cap_add: [NET_BIND_SERVICE]'), outcome: 'held', source: 'capabilities(7) CAP_NET_BIND_SERVICE' },
  {
    name: 'added and dropped',
    text: service('cap_add: [SYS_ADMIN]\n    cap_drop: [ALL]'),
    outcome: 'broken',
    source: 'moby v28.0.0 oci/caps/utils.go TweakCapabilities: with ALL dropped, what is added stays',
  },
  { name: 'all of them', text: service('cap_add: [ALL]'), outcome: 'broken' },
  {
    way: 'docker',
    name: 'two flags',
    text: '--cap-add NET_ADMIN --cap-add SYS_TIME example.com/a:1',
    outcome: 'broken',
    source: 'capabilities(7) CAP_NET_ADMIN',
  },
  {
    way: 'podman',
    name: 'a list in one flag',
    text: '--cap-add=sys_admin,net_raw example.com/a:1',
    outcome: 'broken',
    source: 'podman-run(1) --cap-add: a comma-separated list',
  },
  {
    way: 'kubernetes',
    name: 'added',
    text: pod('securityContext: {capabilities: {add: [SYS_ADMIN]}}'),
    outcome: 'broken',
    source: k8s.caps,
  },
  {
    way: 'kubernetes',
    name: "Podman's sysctl-like name",
    text: pod('securityContext: {capabilities: {add: [CHOWN], drop: [ALL]}}'),
    outcome: 'held',
    source: "capabilities(7) CAP_CHOWN is one of the engine's own",
  },
]);

const raw = cases({ control: 'net-raw', source: moby.caps }, [
  { name: "Docker's default has it", text: service(''), outcome: 'broken' },
  { name: 'dropped by name', text: service('cap_drop: [NET_RAW]'), outcome: 'held' },
  { name: 'dropped with all', text: service('cap_drop: [ALL]'), outcome: 'held' },
  { name: 'all dropped, this one added back', text: service('cap_drop: [ALL]\n    cap_add: [NET_RAW]'), outcome: 'broken' },
  {
    way: 'podman',
    name: "Podman's default has it not",
    text: 'example.com/a:1',
    outcome: 'held',
    source: podman.caps,
    disputed: 'Tools with one list for every engine report it; Podman took it out of its default in 4.4',
  },
  {
    way: 'podman',
    name: 'it had it before 4.4',
    text: 'example.com/a:1',
    engine: 'podman@4.3',
    outcome: 'broken',
    source: 'containers/common as vendored by podman v4.3.1 pkg/config/default.go DefaultCapabilities',
  },
  { way: 'podman', name: 'asked for', text: '--cap-add NET_RAW example.com/a:1', outcome: 'broken', source: podman.caps },
  {
    way: 'kubernetes',
    name: "containerd's default has it",
    text: pod(''),
    outcome: 'broken',
    source: 'containerd v1.7 oci/spec.go defaultUnixCaps',
  },
  {
    way: 'kubernetes',
    name: 'dropped',
    text: pod('securityContext: {capabilities: {drop: [NET_RAW]}}'),
    outcome: 'held',
    source: k8s.caps,
  },
]);

const newPrivileges = cases({ control: 'no-new-privileges', source: moby.nnp }, [
  { name: 'off by default', text: service(''), outcome: 'broken' },
  { name: 'with a colon', text: service('security_opt: ["no-new-privileges:true"]'), outcome: 'held' },
  { name: 'bare', text: service('security_opt: [no-new-privileges]'), outcome: 'held' },
  { name: 'with an equals sign', text: service('security_opt: ["no-new-privileges=true"]'), outcome: 'held' },
  { name: 'turned off in words', text: service('security_opt: ["no-new-privileges:false"]'), outcome: 'broken' },
  { way: 'docker', name: 'bare flag', text: '--security-opt no-new-privileges example.com/a:1', outcome: 'held' },
  { way: 'docker', name: 'with =', text: '--security-opt=no-new-privileges=true example.com/a:1', outcome: 'held' },
  { way: 'podman', name: 'bare flag', text: '--security-opt=no-new-privileges example.com/a:1', outcome: 'held', source: podman.nnp },
  { way: 'podman', name: 'off by default', text: 'example.com/a:1', outcome: 'broken', source: podman.nnp },
  { way: 'kubernetes', name: 'not said: allowed', text: pod(''), outcome: 'broken', source: k8s.escalation },
  {
    way: 'kubernetes',
    name: 'false',
    text: pod('securityContext: {allowPrivilegeEscalation: false}'),
    outcome: 'held',
    source: k8s.escalation,
  },
  {
    way: 'kubernetes',
    name: 'a pod has no such field',
    text: pod('', 'securityContext: {allowPrivilegeEscalation: false}'),
    outcome: 'broken',
    source: k8s.securityContext,
  },
  {
    way: 'quadlet',
    name: 'NoNewPrivileges=true',
    text: '[Container]\nImage=example.com/a:1\nNoNewPrivileges=true\n',
    outcome: 'held',
    source: 'podman-systemd.unit(5) NoNewPrivileges',
  },
  {
    way: 'quadlet',
    name: 'a yes is a true',
    text: '[Container]\nImage=example.com/a:1\nNoNewPrivileges=yes\n',
    outcome: 'held',
    source: 'systemd.syntax(7): booleans are 1, yes, true, on',
  },
]);

export const table: readonly Case[] = [...privileged, ...dropped, ...dangerous, ...raw, ...newPrivileges];
