/** A text that declares containers. `path` is what reports print; it is the identity of the text within one run. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /**
   * Only for a text that is no file but was made from files (a rendered chart): where in a file a range of it was written, as near as
   * can be known. Such a text cannot be edited. What it answers lies in a text without `writtenAt`.
   */
  readonly writtenAt?: (start: number, end: number) => Origin;
}

/**
 * Where something was written: a half-open range of UTF-16 offsets into a source.
 * Lines and columns are computed from it only when a report needs them (text/lines.ts).
 */
export interface Origin {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** An origin as people and other tools read it: 1-based lines and columns (UTF-16 units), the end exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
