/** A fact that holds only for some versions of an engine. Both ends absent: for all that the tables know. */
export interface InForce<T> {
  readonly value: T;
  /**
   * The first version with it. Several: the last is the main line, those before it are the patch releases of older
   * lines that received it too.
   */
  readonly since?: readonly string[];
  /** The first version without it. */
  readonly until?: string;
}

/** A mount that the engine itself makes in every container. */
export interface SystemMount {
  readonly destination: string;
  /** As the OCI configuration calls it: proc, tmpfs, sysfs … */
  readonly filesystem: string;
  readonly readonly: boolean;
  readonly options: readonly string[];
  /** tmpfs: bytes. */
  readonly size?: number;
}

/** -1: unlimited. */
export interface DefaultRlimit {
  readonly type: string;
  readonly soft: number;
  readonly hard: number;
  /** What sets it, where that is not the engine itself. */
  readonly by?: string;
}

/** What an engine of a kind gives a container that declares nothing, version by version. */
export interface EngineFacts {
  readonly name: string;
  /** Version lines that were looked at, oldest first. The last is the default. */
  readonly versions: readonly string[];
  readonly capabilities: readonly InForce<readonly string[]>[];
  /** Are the capabilities inheritable too? Nothing but file capabilities uses that. The first row in force counts. */
  readonly inheritable: readonly InForce<boolean>[];
  readonly maskedPaths: readonly InForce<string>[];
  readonly readonlyPaths: readonly InForce<string>[];
  readonly seccomp: 'default' | 'unconfined';
  readonly ipc: readonly InForce<'private' | 'shareable'>[];
  readonly time: readonly InForce<'private' | 'host'>[];
  /** Absent: the declaration has no word for it. -1: unlimited. */
  readonly pids?: number;
  readonly rlimits: readonly InForce<readonly DefaultRlimit[]>[];
  readonly mounts: readonly SystemMount[];
  /** tmpfs mounts that are added when the root is read-only. */
  readonly readonlyRootMounts: readonly SystemMount[];
  /** Options that a declared tmpfs mount receives unless the declaration says the contrary. */
  readonly tmpfsOptions: readonly string[];
  /** Kernel settings that every container with its own network namespace receives. */
  readonly networkSysctls: Readonly<Record<string, string>>;
}
