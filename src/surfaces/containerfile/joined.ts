import type { Origin, Source } from '../../model/index.ts';

/** A range of a logical line's text, half open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Word extends Span {
  readonly text: string;
}

/**
 * A logical line: source lines put together at their continuation characters, comments and empty lines left out.
 * `pieces` says from which offset of the source each part of the text comes, in order.
 */
export interface Joined {
  readonly source: Source;
  readonly text: string;
  readonly pieces: readonly { readonly at: number; readonly from: number }[];
}

/** The offset in the source of an offset in the joined text. */
function sourceOffset(joined: Joined, offset: number): number {
  let low = 0;
  let high = joined.pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((joined.pieces[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const piece = joined.pieces[low] ?? { at: 0, from: 0 };
  return piece.from + (offset - piece.at);
}

/** Where a range of the logical line stands in the source. */
export function originOf(joined: Joined, span: Span): Origin {
  const start = sourceOffset(joined, span.start);
  const end = span.end > span.start ? sourceOffset(joined, span.end - 1) + 1 : start;
  return { source: joined.source, start, end };
}

export const wordAt = (joined: Joined, start: number, end: number): Word => ({ text: joined.text.slice(start, end), start, end });
