/** A release, the last day of its security updates for everybody, and the last day of those of a longer support; undefined: none was announced. */
export type Release = readonly [release: string, until: string | undefined, longer?: string];

/** One distribution and how long it keeps its releases. Days are UTC, "2028-08-09". */
export interface Keeping {
  readonly name: string;
  /** What a Containerfile calls a release of it: "debian:13". Absent: no release of it is kept any more. */
  readonly image?: (release: string) => string;
  /** VERSION_ID → its release as the table has it. */
  releaseOf(version: string): string;
  /** The newest first. */
  readonly releases: readonly Release[];
  /** Who gives the longer support; `paid`: only to those who pay for it. */
  readonly longer?: { readonly name: string; readonly paid?: true };
  /** Where the days are from. */
  readonly source: string;
}

/** `image`, tagged by its release. */
export const tagged =
  (image: string) =>
  (release: string): string =>
    `${image}:${release}`;

export const major = (version: string): string => version.split('.', 1)[0] ?? '';
export const minor = (version: string): string => version.split('.').slice(0, 2).join('.');
