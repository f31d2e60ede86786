import type { Field, Origin, Severity } from '../model/index.ts';

/** What is compared, one word each; docs/DIFF.md lists them. */
export type ChangeKind =
  | 'privileged'
  | 'capability'
  | 'namespace'
  | 'user'
  | 'seccomp'
  | 'attack-surface'
  | 'apparmor'
  | 'selinux'
  | 'no-new-privileges'
  | 'root-filesystem'
  | 'device'
  | 'mount'
  | 'kernel-path'
  | 'sysctl'
  | 'limit'
  | 'port'
  | 'network'
  | 'network-policy'
  | 'secret'
  | 'token'
  | 'image'
  | 'runtime';

/**
 * `widens`: who is inside may do more. `narrows`: less. `changes`: something else, neither more nor less. `unknown`: one side cannot be
 * resolved, so that nobody can say.
 */
export type Direction = 'widens' | 'narrows' | 'changes' | 'unknown';

/** One side of a change. Absent in a change: that side has nothing of the kind. */
export interface Side {
  /** In words: "read-only", "512 MiB"; "not known" where it is not. */
  readonly said: string;
  /** Gives the place and who decided. */
  readonly field?: Field<unknown>;
  /** Where the field has no place of its own. */
  readonly origin?: Origin;
}

/** One difference between two effective views. Plain values and places; what a secret holds is in none of them. */
export interface Change {
  readonly kind: ChangeKind;
  /** What of that kind: "CAP_NET_ADMIN", "network", "/var/run/docker.sock". */
  readonly what: string;
  readonly direction: Direction;
  /** What the wider side is worth to an intruder. */
  readonly severity: Severity;
  /** As short as can be said: "+CAP_NET_ADMIN", "root file system now writable". */
  readonly short: string;
  /** One clause, no full stop. */
  readonly detail: string;
  readonly base?: Side;
  readonly head?: Side;
  /** It follows from another change, which says it already. */
  readonly follows?: ChangeKind;
}
