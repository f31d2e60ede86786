import type { Origin, Source } from '../../model/index.ts';

export const ruleKinds = [
  ...['file', 'link', 'capability', 'network', 'mount', 'remount', 'umount', 'pivot_root', 'ptrace', 'signal', 'unix', 'dbus'],
  ...['change_profile', 'change_hat', 'userns', 'io_uring', 'mqueue', 'rlimit', 'all'],
] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** One rule as it is written. */
export interface Rule {
  readonly kind: RuleKind;
  readonly deny: boolean;
  /** Only for what the process owns. */
  readonly owner: boolean;
  /** Inside `if`: nobody here knows whether it counts. */
  readonly conditional: boolean;
  /** Words after the kind, parentheses and their commas left out. */
  readonly words: readonly string[];
  /** file: absent stands for every file. */
  readonly path?: string;
  /** file: the letters, "rwk"; absent: all of them. */
  readonly permissions?: string;
  /** Behind `->`. */
  readonly target?: string;
  readonly origin: Origin;
}

export interface Include {
  readonly path: string;
  /** `<…>`: under /etc/apparmor.d. */
  readonly system: boolean;
  readonly ifExists: boolean;
  readonly origin: Origin;
}

/** A profile, or a hat or child profile inside one. */
export interface Profile {
  readonly name: string;
  /** The files whose execution brings it on. */
  readonly attachment?: string;
  readonly flags: readonly string[];
  readonly rules: readonly Rule[];
  readonly includes: readonly Include[];
  readonly children: readonly Profile[];
  readonly origin: Origin;
}

/** One file of profiles. */
export interface ProfileFile {
  readonly source: Source;
  readonly profiles: readonly Profile[];
  /** `@{NAME}` → its values. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  /** Those of the preamble. */
  readonly includes: readonly Include[];
  /** Rules outside of any profile: a file that is only ever included. */
  readonly loose: readonly Rule[];
}
