import type { Expected, Kind, Word } from './words.ts';

const each = (word: Word, ...controls: readonly string[]): Expected => Object.fromEntries(controls.map((control) => [control, word]));

/**
 * `run IMAGE` on a host with control groups of version 1, without AppArmor and SELinux; the image has no USER. Sources: moby v20.10 oci/caps/defaults.go
 * (14 capabilities, NET_RAW and MKNOD among them), oci/defaults.go (masked and read-only paths, no_new_privs unset, root writable),
 * profiles/seccomp/default_linux.go, daemon/daemon_unix.go adaptContainerSettings (control group namespace: the host's with version 1).
 */
const both: Expected = {
  ...each(
    'fails',
    'non-root-user',
    'root-group',
    'user-namespace',
    'capabilities-dropped',
    'net-raw',
    'no-new-privileges',
    'read-only-root',
  ),
  ...each('fails', 'host-cgroup-namespace', 'memory-limit', 'cpu-limit', 'io-limit'),
  // RLIMIT_CORE is infinite for init, and no engine lowers it.
  ...each('fails', 'ulimits'),
  ...each('holds', 'privileged', 'dangerous-capabilities', 'host-devices', 'masked-paths', 'seccomp', 'engine-socket', 'host-system-mount'),
  ...each('holds', 'host-pid', 'host-network', 'host-ipc', 'host-uts', 'mount-propagation', 'service-account-token', 'oom-protection'),
  ...each('kernel lacks it', 'apparmor', 'selinux'),
  ...each('off by declaration', 'image-pinned'),
  ...each('no such measure', 'host-process', 'resolvable-user', 'read-only-mounts', 'tmpfs-options', 'tmpfs-size', 'secret-file-access'),
  ...each('no such measure', 'secret-on-disk', 'host-port', 'network-policy', 'network-policy-breadth', 'probe-host'),
  ...each('nothing shows it', 'unsafe-sysctls', 'shared-namespace', 'published-address', 'secret-in-environment'),
  ...each('nothing shows it', 'secret-in-arguments', 'health-check'),
};

export const base: Readonly<Record<Kind, Expected>> = {
  docker: {
    ...both,
    // io_uring is allowed until 25.0 (moby pull 46762), AF_VSOCK until 23.0 (pull 44562).
    'seccomp-profile-strength': 'fails',
    // daemon_unix.go getPidsLimit: none unless asked for.
    'pids-limit': 'fails',
    // Another container of the bridge answers.
    'default-bridge': 'fails',
  },
  podman: {
    ...both,
    // containers/common v0.50 pkg/seccomp/seccomp.json: unshare, clone and mount are allowed whatever the capabilities, io_uring is.
    'seccomp-profile-strength': 'fails',
    // containers/common pkg/config/default.go DefaultPidsLimit: 2048.
    'pids-limit': 'holds',
    'default-bridge': 'no such measure',
  },
};
