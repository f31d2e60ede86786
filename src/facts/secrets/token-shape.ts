/** A token that tells itself apart: what its issuer puts in front, the characters that follow, and how many. */
export interface TokenShape {
  readonly issuer: string;
  /** A regular expression without groups that capture. */
  readonly prefix: string;
  /** One character class. */
  readonly body: string;
  /** What is hidden wherever it stands: also a shortened or outdated form. */
  readonly atLeast: number;
  /** What is found fault with: as long as the issuer makes them. Absent: no secret by itself (an id, a publishable key). */
  readonly genuine?: number;
  /** The issuer's own documentation. */
  readonly source: string;
}
