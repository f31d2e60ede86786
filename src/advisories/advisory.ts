import type { Severity } from '../model/index.ts';

/** What a publisher says of vulnerabilities, whatever form he has for it. Plain data. */
export interface Advisory {
  /** The publisher's own: "GHSA-…", "DSA-5380-1", "GO-2023-1840", "CVE-…". */
  readonly id: string;
  /** Who says so, as people call it. */
  readonly source: string;
  /** What it is about; several: an announcement of several vulnerabilities. None: it has no CVE. */
  readonly cves: readonly string[];
  /** Other ids of the same vulnerability. */
  readonly aliases: readonly string[];
  readonly summary?: string;
  readonly url?: string;
  readonly rating?: Rating;
  /** When it was last changed, UTC: "2026-11-01"; absent: it does not say. */
  readonly day?: string;
  readonly affected: readonly Affected[];
}

/** How bad it is. */
export interface Rating {
  readonly severity: Severity;
  /** CVSS base score and what it was computed from; absent: the publisher's own word. */
  readonly score?: number;
  readonly vector?: string;
}

/** One package of one ecosystem. */
export interface Affected {
  /** Spelled as `ecosystemOf` does. */
  readonly ecosystem: string;
  /** Spelled as `packageName` does. */
  readonly name: string;
  readonly ranges: readonly Range[];
  /** Versions that are affected besides. */
  readonly versions: readonly string[];
  /** What the keeper of the package said where there is no fix. */
  readonly state?: 'will-not-fix' | 'end-of-life' | 'unknown';
  /** The keeper of the package holds that it is none worth mending, whatever others say. */
  readonly unimportant?: true;
  /** Where it is rated for this package. */
  readonly severity?: Severity;
}

/** Events in any order, as OSV has them; "0" is before every version. */
export type Range = readonly (readonly ['introduced' | 'fixed' | 'last' | 'limit', string])[];

/** Everything below a version, or everything there is. */
export const until = (fixed: string | undefined): Range => [
  ['introduced', '0'],
  ...(fixed === undefined ? [] : ([['fixed', fixed]] as const)),
];
