/** What of a container decides which attempts are made. */
export interface Subject {
  /** Where the program itself lies inside. */
  readonly self: string;
  readonly maskedPaths: readonly string[];
  readonly readonlyPaths: readonly string[];
  readonly tmpfs: readonly { readonly path: string; readonly options: readonly string[]; readonly size?: number }[];
  /** Mounts that are said to be read-only. */
  readonly readonlyMounts: readonly string[];
  /** Sockets of engines that may be there. */
  readonly sockets: readonly string[];
  /** Device files of the host that may be there. */
  readonly devices: readonly string[];
  /** The profile of AppArmor that somebody asked for by name. */
  readonly apparmor?: string;
  /** Names of variables that hold secrets. */
  readonly secrets: readonly string[];
  /** Limits, where there are some: bytes, processes, processors, open files. */
  readonly memory?: number;
  readonly pids?: number;
  readonly cpus?: number;
  readonly openFiles?: number;
}

/** Limits above these are not tried: it would take long, or weigh on the machine. */
export const mostTried = { memory: 512 * 1024 * 1024, pids: 4096, cpus: 4, openFiles: 65_536 } as const;
