import type { Configuration } from './words.ts';

/** Filters, profiles and the protected paths of /proc and /sys. Sources: moby v20.10 daemon/daemon_unix.go parseSecurityOpt, podman v4.3 pkg/specgenutil. */
export const confinement: readonly Configuration[] = [
  { flags: '--security-opt seccomp=unconfined', flips: { seccomp: 'fails' } },
  // A filter that lets everything through is a filter.
  { flags: '--security-opt seccomp={folder}/allows.json', flips: {} },
  { flags: '--security-opt seccomp={folder}/strict.json', flips: { 'seccomp-profile-strength': 'holds' } },
  { flags: '--security-opt seccomp={folder}/denies.json', flips: { 'seccomp-profile-strength': 'holds' } },
  { flags: '--security-opt apparmor=unconfined', flips: {} },
  // Without AppArmor Docker forgets the profile that it was told (oci_linux.go WithApparmor); Podman refuses to start.
  { flags: { docker: '--security-opt apparmor=my-own' }, flips: { apparmor: 'fails' } },
  { flags: '--security-opt label=disable', flips: {} },
  {
    flags: { docker: '--security-opt systempaths=unconfined', podman: '--security-opt unmask=ALL' },
    flips: { 'masked-paths': 'fails' },
  },
  { flags: { podman: '--security-opt unmask=/proc/keys' }, flips: { 'masked-paths': 'fails' } },
  { flags: { podman: '--security-opt mask=/proc/version' }, flips: {} },
];
