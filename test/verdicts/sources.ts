// Where verdicts come from. Each was read at the version that it names; a file without one, in the state of summer 2026.

const moby = 'moby v28.0.0';
const api = `${moby} api/types/container/hostconfig.go`;
const spec = 'Compose specification';
const k8s = 'kubernetes/api v0.37 core/v1/types.go';

export const docker = {
  capabilities: `${moby} oci/caps/utils.go TweakCapabilities, oci/caps/defaults.go`,
  capabilityNames: `${moby} oci/caps/utils.go NormalizeLegacyCapabilities`,
  privileged: `${moby} daemon/oci_linux.go WithCapabilities, WithApparmor, withMounts`,
  securityOptions: `${moby} daemon/daemon_unix.go parseSecurityOpt`,
  seccomp: `${moby} daemon/seccomp_linux.go WithSeccomp`,
  tmpfs: `${moby} daemon/oci_linux.go withMounts`,
  mounts: `${moby} volume/mounts/linux_parser.go`,
  maskedPaths: `${moby} oci/defaults.go MaskedPaths`,
  ipc: `${moby} daemon/config/config_linux.go DefaultIpcMode`,
  pids: `${moby} daemon/daemon_unix.go getPidsLimit`,
  cpu: `${moby} daemon/daemon_unix.go getCPUResources`,
  hostConfig: api,
  options: 'docker/cli v28.0.0 cli/command/container/opts.go',
  run: 'docker/cli v28.0.0 cli/command/container/run.go',
  ports: 'Docker documentation, engine/network/port-publishing',
  bridge: 'Docker documentation, engine/network/drivers/bridge',
  socket: 'Docker documentation, engine/security, Docker daemon attack surface; CIS Docker Benchmark 1.6.0, 5.32',
} as const;

export const compose = {
  services: `${spec}, 05-services.md`,
  networks: `${spec}, 06-networks.md`,
  fragments: `${spec}, 10-fragments.md`,
  interpolation: `${spec}, 12-interpolation.md`,
  merge: `${spec}, 13-merge.md`,
  deploy: `${spec}, deploy.md`,
  booleans: 'compose-go v2.13.0 loader/interpolate.go toBoolean',
} as const;

/** moby/buildkit frontend/dockerfile/docs/reference.md, and rules/ beside it for the build checks. */
export const dockerfile = 'Dockerfile reference';

export const podman = {
  capabilities: 'podman v5.8.2 vendor/go.podman.io/common/pkg/config/default.go DefaultCapabilities',
  olderCapabilities: 'podman v4.3.1 vendor/github.com/containers/common/pkg/config/default.go DefaultCapabilities',
  pids: 'podman v5.8.2 vendor/go.podman.io/common/pkg/config/default.go DefaultPidsLimit',
  noNewPrivileges: 'podman v5.8.2 pkg/specgen/specgen.go NoNewPrivileges',
  seccomp: 'containers/common v0.62.3 pkg/seccomp/default_linux.go',
  run: 'podman v5.8.2 docs/source/markdown, podman-run(1)',
  unit: 'podman v5.8.2 docs/source/markdown, podman-systemd.unit(5)',
  service: 'podman v5.8.2 docs/source/markdown, podman-system-service(1)',
} as const;

export const kubernetes = {
  container: `${k8s} Container`,
  port: `${k8s} ContainerPort`,
  spec: `${k8s} PodSpec`,
  securityContext: `${k8s} SecurityContext and PodSecurityContext`,
  effective: 'kubernetes pkg/securitycontext/util.go DetermineEffectiveSecurityContext',
  nonRoot: 'kubernetes pkg/kubelet/kuberuntime/security_context.go verifyRunAsNonRoot',
  emptyDir: `${k8s} EmptyDirVolumeSource`,
  resources: `${k8s} ResourceRequirements`,
  quantity: 'kubernetes/apimachinery pkg/api/resource/quantity.go',
  seccompDefault: 'kubernetes pkg/kubelet/apis/config/types.go SeccompDefault',
  podPids: 'kubernetes pkg/kubelet/apis/config/types.go PodPidsLimit',
  propagation: `${k8s} MountPropagationMode`,
  procMount: `${k8s} ProcMountType`,
  appArmor: `${k8s} AppArmorProfile`,
  sysctls: 'kubernetes pkg/kubelet/sysctl/safe_sysctls.go',
  annotations: 'Kubernetes CHANGELOG-1.27: the alpha seccomp annotations have been removed',
  networkPolicy: 'Kubernetes documentation, concepts/services-networking/network-policies',
} as const;

export const containerd = {
  capabilities: 'containerd v2.2.7 internal/cri/opts/spec_opts.go WithCapabilities, pkg/oci/spec.go defaultUnixCaps',
  seccomp: 'containerd v2.2.7 internal/cri/sputil/seccomp_linux.go GenerateSeccompSpecOpts',
  socket: 'containerd v2.2.7 defaults/defaults_linux.go DefaultAddress',
} as const;

export const standards = {
  pss: 'Pod Security Standards, baseline',
  cis: 'CIS Docker Benchmark 1.6.0',
  cisKubernetes: 'CIS Kubernetes Benchmark 1.8.0',
  secrets: 'NIST SP 800-190, 4.1.4',
  tags: 'NIST SP 800-190, 4.2.2: images are asked for by immutable names; OCI distribution specification 1.1, a tag is a pointer',
} as const;
