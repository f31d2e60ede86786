/** A place in a file, as plain data. */
export interface LineOf {
  readonly file: string;
  readonly line: number;
}

/** What a custom seccomp profile lets through, decided call by call as the kernel does it for this container. */
export interface SeccompStrength {
  /** The profile's file, as a message names it. */
  readonly file: string;
  /** "errno EPERM", "allow", "kill the thread". */
  readonly defaultAction: string;
  /** Does a call pass that no rule names? */
  readonly allowsByDefault: boolean;
  readonly defaultLine: number;
  /** One for each architecture that the filter covers, the machine's own first. */
  readonly architectures: readonly SyscallCount[];
  /** The doors (facts/syscalls/doors) that an intruder can go through, by id. */
  readonly open: readonly OpenDoor[];
  /** Doors that are neither open nor shut: a tracer or an agent decides. */
  readonly asked: readonly string[];
  /** Calls that the runtime makes after it loaded the filter, and that the profile denies: the container does not start. */
  readonly deniedAtStart: readonly string[];
}

export interface SyscallCount {
  readonly architecture: string;
  readonly total: number;
  readonly allowed: number;
  readonly denied: number;
  /** Some arguments pass, others do not. */
  readonly depends: number;
}

export interface OpenDoor {
  readonly id: string;
  /** Only through the calls of this architecture; absent: through the machine's own. */
  readonly only?: string;
  /** Of the rule that lets it through; absent: the default action does. */
  readonly line?: number;
}

/** What a named AppArmor profile lets through, read from its text. */
export interface AppArmorReach {
  /** The profile's file, as a message names it. */
  readonly file: string;
  readonly line: number;
  /** `enforce`: what is not allowed is denied. `complain`: it is allowed and logged. `unconfined`: nothing is denied. */
  readonly mode: 'enforce' | 'complain' | 'unconfined' | 'kill' | 'prompt';
  /** Ways out (facts/apparmor) that stay open, by id. */
  readonly open: readonly OpenWay[];
  /** Ways of which nothing can be said, because a rule or an included file was not understood. */
  readonly unsure: readonly string[];
}

export interface OpenWay {
  readonly id: string;
  /** The rule that allows it; absent: the mode does. */
  readonly at?: LineOf;
}
