import type { Configuration } from './words.ts';

/** Sources: moby v20.10 daemon/oci_linux.go WithNamespaces, daemon_unix.go; podman v4.3 pkg/specgen/generate/namespaces.go. */
export const namespaces: readonly Configuration[] = [
  { flags: '--pid host', flips: { 'host-pid': 'fails' } },
  { flags: '--ipc host', flips: { 'host-ipc': 'fails' } },
  { flags: '--ipc private', flips: {} },
  { flags: '--ipc shareable', flips: {} },
  { flags: '--uts host', flips: { 'host-uts': 'fails' } },
  // The daemon of these tests has a network namespace of its own, so what it takes for the host's is not this process's.
  { flags: { docker: '--network host' }, flips: { 'default-bridge': 'nothing shows it' } },
  { flags: { podman: '--network host' }, flips: { 'host-network': 'fails' } },
  { flags: '--network none', flips: {}, docker: { 'default-bridge': 'nothing shows it' } },
  {
    flags: '--network container:peer',
    flips: { 'shared-namespace': 'off by declaration' },
    docker: { 'default-bridge': 'nothing shows it', 'shared-namespace': 'off by declaration' },
  },
  { flags: '--pid container:peer', flips: { 'shared-namespace': 'off by declaration' } },
  { flags: '--cgroupns private', flips: { 'host-cgroup-namespace': 'holds' } },
  { flags: '--cgroupns host', flips: {} },
  { flags: '--sysctl net.ipv4.ip_forward=1', flips: {} },
  { flags: '--sysctl net.ipv4.tcp_syncookies=0', flips: { 'unsafe-sysctls': 'off by declaration' } },
  { flags: '--publish 127.0.0.1:18080:80', flips: {} },
  { flags: '--publish 18080:80', flips: { 'published-address': 'off by declaration' } },
];
