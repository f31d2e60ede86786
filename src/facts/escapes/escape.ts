import type { Gain, Severity } from '../../model/index.ts';

/** Versions from `from` (the first there is, where it is absent) up to and without `fixed`. Absent `fixed`: no version of this line is mended. */
export interface Affected {
  readonly from?: string;
  readonly fixed?: string;
}

/** A control that stands in the way of an escape while the program is not mended. */
export interface Stop {
  /** Its id. */
  readonly control: string;
  /** Absent: it alone stops it, in a container that is otherwise as its engine makes it. Else what it needs besides, or how far it goes, as a clause. */
  readonly but?: string;
}

/** A known way out of a container, or into the host by what a container brings along. */
export interface Escape {
  readonly cve: string;
  /** The program that has the fault, by its own name; `kernel` for Linux. */
  readonly program: string;
  /** What an attacker does with it, one clause. */
  readonly what: string;
  readonly affected: readonly Affected[];
  /** Debian releases whose package carries the fix under an older upstream number: release → first package version with it. */
  readonly debian?: Readonly<Record<string, string>>;
  /** Measures that stop it on a program that is not mended; absent: only the update does. */
  readonly stoppedBy?: string;
  /** The controls among them. */
  readonly stops?: readonly Stop[];
  readonly severity: Severity;
  readonly gain: Gain;
  /** Where the versions were read, and what stops it. */
  readonly source: string;
}

/** Where the tables' versions of Go programs come from; Debian's come from the changelogs inside its packages. */
export const goDatabase = 'Go vulnerability database, August 2026';
export const debianChangelogs = 'changelogs of the packages in Debian 12 and 13, November 2026';
