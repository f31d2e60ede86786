import type { Configuration } from './words.ts';

/** Sources: moby v20.10 daemon/oci_linux.go WithNamespaces, daemon_unix.go; podman v4.3 pkg/specgen/generate/namespaces.go. */
export const namespaces: readonly Configuration[] = [
  // The first process that it sees is another's: what that is given says nothing of this one.
  { flags: '--pid host', flips: { 'host-pid': 'fails', 'oom-protection': 'nothing shows it' } },
  { flags: '--ipc host', flips: { 'host-ipc': 'fails' } },
  { flags: '--ipc private', flips: {} },
  { flags: '--ipc shareable', flips: {} },
  { flags: '--uts host', flips: { 'host-uts': 'fails' } },
  // "The host" is where the engine is: its own bridge is there.
  {
    flags: '--network host',
    flips: { 'host-network': 'fails', 'published-address': 'no such measure' },
    docker: { 'host-network': 'fails', 'published-address': 'no such measure', 'default-bridge': 'nothing shows it' },
  },
  {
    flags: '--network none',
    flips: { 'published-address': 'no such measure' },
    docker: { 'published-address': 'no such measure', 'default-bridge': 'nothing shows it' },
  },
  {
    flags: '--network container:peer',
    flips: { 'shared-namespace': 'off by declaration' },
    docker: { 'default-bridge': 'nothing shows it', 'shared-namespace': 'off by declaration' },
  },
  { flags: '--pid container:peer', flips: { 'shared-namespace': 'off by declaration', 'oom-protection': 'nothing shows it' } },
  { flags: '--cgroupns private', flips: { 'host-cgroup-namespace': 'holds' } },
  { flags: '--cgroupns host', flips: {} },
  { flags: '--sysctl net.ipv4.ip_forward=1', flips: {} },
  { flags: '--sysctl net.ipv4.tcp_syncookies=0', flips: { 'unsafe-sysctls': 'fails' } },
  // Before 28.0 a neighbour on the network reaches what is published on the loopback address (moby pull 48721).
  { flags: '--publish 127.0.0.1:18080:80', flips: {}, docker: { 'published-address': 'off by declaration' } },
  { flags: '--publish 18080:80', flips: { 'published-address': 'off by declaration' } },
];
