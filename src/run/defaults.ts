/** What `bulkhead run` gives a container that asks for nothing else. Each is said, with its reason, in docs/RUN.md. */
export const limits = {
  /** Bytes; with swap the same, so that none is used. */
  memory: 512 * 1024 * 1024,
  /** Processors. */
  cpus: 1,
  /** Processes and threads. */
  pids: 256,
  /**
   * Bytes a second, read and written, of the disk of the engine's store: half of what a small disk of a cloud gives (125 MiB/s, the baseline of a gp3 volume
   * of AWS EBS) and less than half of a turning one, so that others keep the other half. 64 MiB are more than a program of usual size reads at its start.
   */
  disk: 64 * 1024 * 1024,
} as const;

/** Where programs write that keep nothing: beside a read-only root each is a tmpfs of this many bytes, which any user may write to. */
export const writablePlaces: readonly { readonly path: string; readonly size: number }[] = [
  { path: '/run', size: 16 * 1024 * 1024 },
  { path: '/tmp', size: 64 * 1024 * 1024 },
  { path: '/var/tmp', size: 64 * 1024 * 1024 },
];

/** Bytes of a tmpfs that was asked for without a size. */
export const tmpfsSize = 64 * 1024 * 1024;

/** Nothing is started there, no set-uid bit counts, and no device file works. */
export const tmpfsOptions = ['noexec', 'nosuid', 'nodev'] as const;

/** An ordinary user of nobody: where ids are mapped it must lie in a small range, which Podman makes 1024 ids long at least. */
export const mappedUser = 1000;

/** Open files, and the processes of one user of the host over all of his containers: `limits.pids` is the limit of the container itself. */
export const ceilings = [
  { type: 'nofile', value: 65_536 },
  { type: 'nproc', value: 32_768 },
] as const;
