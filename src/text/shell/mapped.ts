import type { Part } from './word.ts';

/** A half-open range of offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a piece of a text comes from. `own`: where it is written. `use`: the place that brought it in, where it was
 * written elsewhere (the value of a variable); otherwise the same.
 */
export interface Place {
  readonly own: Range;
  readonly use: Range;
}

/** From offsets of a derived text to offsets of the text that it was made from. */
export type Locate = (start: number, end: number) => Place;

export const identity: Locate = (start, end) => ({ own: { start, end }, use: { start, end } });

interface Segment {
  readonly at: number;
  readonly start: number;
  readonly end: number;
  /** Each character stands for one character: offsets inside can be counted. */
  readonly exact: boolean;
  readonly use: Range | undefined;
}

/** A text put together from pieces of another one, each with its place there. */
export class MappedText {
  private readonly pieces: string[] = [];
  private readonly segments: Segment[] = [];
  private size = 0;

  get text(): string {
    return this.pieces.join('');
  }

  get length(): number {
    return this.size;
  }

  /** `start` and `end` say where `text` was written, `use` what brought it here. */
  push(text: string, start: number, end: number, use?: Range): void {
    if (text === '') return;
    this.pieces.push(text);
    this.segments.push({ at: this.size, start, end, exact: text.length === end - start, use });
    this.size += text.length;
  }

  locate: Locate = (start, end) => {
    const first = this.segmentAt(start);
    const last = this.segmentAt(Math.max(start, end - 1));
    if (first === undefined || last === undefined) return identity(0, 0);
    const ownStart = first.exact ? first.start + Math.min(start - first.at, first.end - first.start) : first.start;
    const ownEnd = last.exact ? Math.min(last.start + end - last.at, last.end) : last.end;
    const use = { start: first.use?.start ?? ownStart, end: last.use?.end ?? ownEnd };
    return { own: first.use === last.use && ownStart <= ownEnd ? { start: ownStart, end: ownEnd } : use, use };
  };

  private segmentAt(offset: number): Segment | undefined {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.segments[middle] as Segment).at <= offset) low = middle;
      else high = middle - 1;
    }
    return this.segments[low];
  }
}

/** A place of a text that was itself derived. */
export function through(outer: Locate, inner: Locate): Locate {
  return (start, end) => {
    const place = inner(start, end);
    return place.own === place.use || same(place.own, place.use)
      ? outer(place.own.start, place.own.end)
      : { own: outer(place.own.start, place.own.end).own, use: outer(place.use.start, place.use.end).use };
  };
}

const same = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;

/** What a word holds once its quotes are off, expansions as they are written: the text that `sh -c WORD` reads. */
export function unquoted(text: string, parts: readonly Part[]): MappedText {
  const mapped = new MappedText();
  for (const part of parts) mapped.push(part.kind === 'text' ? part.text : text.slice(part.start, part.end), part.start, part.end);
  return mapped;
}
