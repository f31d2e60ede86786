import type { Advisory, Affected, Rating } from './advisory.ts';

/** One entry that is filed under a package's name. */
export interface Entry {
  readonly advisory: Omit<Advisory, 'affected'>;
  readonly affected: Affected;
}

/** What is known, wherever it is kept. */
export interface Known {
  /** What is filed under a name of an ecosystem. */
  entries(ecosystem: string, name: string): readonly Entry[];
  /** What anybody said of a CVE. */
  rating(cve: string): Rating | undefined;
}
