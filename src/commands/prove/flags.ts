export interface ProveFlags {
  readonly format: 'text' | 'json';
  readonly output?: string;
  readonly all?: boolean;
  readonly color: boolean;
  /** Only this container of the target. */
  readonly container?: string;
  /** What runs the twin of a declaration that names no engine's program. */
  readonly engine?: 'docker' | 'podman';
  readonly runtime?: 'runc' | 'crun';
  /** Not a twin: the container itself is entered. */
  readonly live?: boolean;
}
