import type { Container, Edit } from '../../../model/index.ts';
import type { WritersOf } from '../../../text/patch.ts';
import type { File } from './file.ts';

/** One Containerfile while it is changed: each writer beside this file takes it with one change. */
export interface Writing {
  readonly container: Container;
  readonly file: File;
  /** What the user has to do besides. */
  readonly notes: Set<string>;
}

/** The edits, or why there are none: one clause. */
export type Result = readonly Edit[] | string;

/** Writers by what they set; a text says why an image has no way to say it. */
export type Writers = WritersOf<Writing, Result>;

/** All edits, or the first reason why one of them cannot be. */
export function all(results: readonly (Result | Edit)[]): Result {
  const edits: Edit[] = [];
  for (const result of results) {
    if (typeof result === 'string') return result;
    edits.push(...('source' in result ? [result] : result));
  }
  return edits;
}
