import type { Configuration } from './words.ts';

/**
 * Mounts, devices and what a program reads of its declaration. Sources: moby v20.10 daemon/oci_linux.go WithMounts (tmpfs: noexec, nosuid, nodev unless told
 * otherwise), volume/mounts/linux_parser.go; podman v4.3 pkg/util/mountOpts.go (tmpfs: nosuid and nodev); Linux 6.1 mm/shmem.c (half of the memory
 * where no size is asked for).
 */
export const files: readonly Configuration[] = [
  {
    flags: '--read-only',
    flips: { 'read-only-root': 'holds' },
    // pkg/specgen/generate/storage.go addReadWriteTmpfsMounts: /run, /tmp and /var/tmp, nosuid and nodev alone.
    podman: { 'read-only-root': 'holds', 'tmpfs-options': 'fails' },
  },
  { flags: { podman: '--read-only --read-only-tmpfs=false' }, flips: { 'read-only-root': 'holds' } },
  {
    flags: '--tmpfs /scratch',
    flips: { 'tmpfs-options': 'holds', 'tmpfs-size': 'fails' },
    podman: { 'tmpfs-options': 'fails', 'tmpfs-size': 'fails' },
  },
  { flags: '--tmpfs /scratch:size=1m,noexec,nosuid,nodev', flips: { 'tmpfs-options': 'holds', 'tmpfs-size': 'holds' } },
  { flags: '--tmpfs /scratch:size=1m,exec', flips: { 'tmpfs-options': 'fails', 'tmpfs-size': 'holds' } },
  { flags: '--tmpfs /scratch:size=1m,noexec,dev', flips: { 'tmpfs-options': 'fails', 'tmpfs-size': 'holds' } },
  { flags: '--tmpfs /scratch:size=1m,noexec,suid', flips: { 'tmpfs-options': 'fails', 'tmpfs-size': 'holds' } },
  {
    flags: '--tmpfs /scratch:noexec --memory 64m --memory-swap 64m',
    flips: { 'tmpfs-options': 'holds', 'tmpfs-size': 'inconclusive', 'memory-limit': 'holds' },
  },
  { flags: '--volume {folder}/app.conf:/etc/app.conf:ro', flips: { 'read-only-mounts': 'holds' } },
  { flags: '--volume {folder}/app.conf:/etc/app.conf', flips: { 'read-only-mounts': 'fails' } },
  { flags: '--volume {folder}/data:/data', flips: {} },
  { flags: '--volume /etc:/host/etc', flips: { 'host-system-mount': 'fails' } },
  { flags: '--volume /etc:/host/etc:ro', flips: { 'host-system-mount': 'fails', 'read-only-mounts': 'holds' } },
  { flags: '--volume /proc:/host/proc', flips: { 'host-system-mount': 'fails' } },
  { flags: '--volume {socket}:/var/run/docker.sock', flips: { 'engine-socket': 'fails' } },
  { flags: '--volume {socket}:/var/run/docker.sock:ro', flips: { 'engine-socket': 'fails', 'read-only-mounts': 'holds' } },
  { flags: '--device /dev/fuse', flips: { 'host-devices': 'fails' } },
  { flags: '--device /dev/fuse:/dev/fuse:r', flips: { 'host-devices': 'fails' } },
  { flags: '--device /dev/null:/dev/harmless', flips: {} },
  { flags: '--env DB_PASSWORD=K4ngaroo99', flips: { 'secret-in-environment': 'fails' } },
  { flags: '--env-file {folder}/secrets.env', flips: { 'secret-in-environment': 'fails' } },
  { flags: '--env MODE=production', flips: {} },
];
