import type { Configuration, Expected } from './words.ts';

/**
 * Users, groups and capabilities. Sources: moby v20.10 oci/caps/utils.go TweakCapabilities, daemon/oci_linux.go WithUser and WithCapabilities (effective and
 * permitted are empty for another user than root); podman v4.3 pkg/specgen/generate/security.go (others keep what was added, as ambient).
 */
const ordinary: Expected = {
  ...{ 'non-root-user': 'holds', 'root-group': 'holds', 'resolvable-user': 'nothing shows it' },
  // The bounding set alone gives nothing to an ordinary user: it is the most that he gains by a program's file, which is told of no-new-privileges.
  ...{ 'capabilities-dropped': 'holds', 'net-raw': 'holds' },
};
const dropped: Expected = { 'capabilities-dropped': 'holds', 'net-raw': 'holds' };
const dangerous: Expected = { 'dangerous-capabilities': 'fails' };

/** What opens the host (facts/capabilities), one at a time; those that a guest of a virtual machine often lacks are left out. */
const reaching = ['SYS_ADMIN', 'SYS_PTRACE', 'SYS_MODULE', 'SYS_RAWIO', 'SYS_BOOT', 'SYS_TIME', 'SYSLOG', 'NET_ADMIN', 'DAC_READ_SEARCH'];

export const privileges: readonly Configuration[] = [
  { flags: '--user 1000:1000', flips: ordinary },
  { flags: '--user 1000', flips: { ...ordinary, 'root-group': 'fails' } },
  { flags: '--user 1000:1000 --group-add 0', flips: { ...ordinary, 'root-group': 'fails' } },
  { flags: '--user 1000:1000 --group-add 1234', flips: ordinary },
  { flags: '--user 0:0', flips: { 'resolvable-user': 'nothing shows it' } },
  { flags: '--user 1000:1000 --cap-add SYS_ADMIN', flips: ordinary, podman: { ...ordinary, ...dangerous } },
  { flags: '--security-opt no-new-privileges', flips: { 'no-new-privileges': 'holds' } },
  { flags: '--cap-drop ALL', flips: dropped },
  { flags: '--cap-drop ALL --cap-add CHOWN', flips: dropped },
  { flags: '--cap-drop ALL --cap-add SETUID --cap-add SETGID --cap-add SYS_CHROOT', flips: dropped },
  { flags: '--cap-drop ALL --cap-add NET_RAW', flips: { ...dropped, 'net-raw': 'fails' } },
  { flags: '--cap-drop NET_RAW', flips: { 'net-raw': 'holds' } },
  { flags: '--cap-drop SETUID --cap-drop SETGID --cap-drop SYS_CHROOT', flips: {} },
  { flags: '--cap-add NET_RAW', flips: {} },
  ...reaching.map((name): Configuration => ({ flags: `--cap-add ${name}`, flips: dangerous })),
  // oci_linux.go WithCapabilities, WithSeccomp, WithDevices, clearReadOnly; podman pkg/specgen/generate/config_linux.go.
  {
    flags: '--privileged',
    flips: { ...dangerous, privileged: 'fails', 'host-devices': 'fails', 'masked-paths': 'fails', seccomp: 'fails' },
    needsEverything: true,
  },
  { flags: { podman: '--uidmap 0:100000:65536 --gidmap 0:100000:65536' }, flips: { 'user-namespace': 'holds' } },
];
