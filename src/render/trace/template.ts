import type { Source } from '../../model/index.ts';
import { type Line, linesOf } from './lines.ts';

/** A template's text as lines, and which of them a rendered line may have come from. */
export interface Template {
  readonly source: Source;
  readonly lines: readonly Line[];
  /** Numbers of the lines that may have given a rendered line of this (trimmed) text. More than `most`: none, the text says too little. */
  candidates(text: string): readonly number[];
}

/** So many equal lines tell nothing any more. */
const most = 64;

/** Linear in the text; a look-up costs no more than `most` comparisons. */
export function templateOf(source: Source): Template {
  const lines = linesOf(source.text, 0, source.text.length, { skip: isControl, barrier: isBarrier });
  const exact = new Map<string, number[]>();
  const patterns = new Map<string, { readonly number: number; readonly pieces: readonly string[]; readonly anchored: boolean }[]>();
  for (const [number, { text }] of lines.entries()) {
    if (!text.includes('{{')) {
      add(exact, text, number);
      continue;
    }
    const { pieces, anchored } = piecesOf(text);
    const head = headOf(pieces[0] ?? '');
    if (head !== undefined) add(patterns, head, { number, pieces, anchored });
  }
  return {
    source,
    lines,
    candidates(text) {
      const same = exact.get(text);
      if (same !== undefined) return same.length > most ? [] : same;
      const near = patterns.get(headOf(text) ?? '') ?? [];
      return near.length > most ? [] : near.filter(({ pieces, anchored }) => fits(text, pieces, anchored)).map(({ number }) => number);
    },
  };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** A line of nothing but actions ({{ if … }}, {{ end }}), or a comment. */
const isControl = (text: string): boolean => text.startsWith('#') || (text.startsWith('{{') && piecesOf(text).pieces.length === 0);

const isBarrier = (text: string): boolean => /^(?:---(?:\s|$)|\{\{-?\s*define\s)/.test(text);

/** What a template's line says outside of its actions, in order. A `{{-` takes the blanks before it away, a `-}}` those behind. */
function piecesOf(text: string): { pieces: string[]; anchored: boolean } {
  const pieces: string[] = [];
  let trim = false;
  let at = 0;
  const take = (end: number, trimEnd: boolean): void => {
    let piece = text.slice(at, end);
    if (trim) piece = piece.trimStart();
    if (trimEnd) piece = piece.trimEnd();
    if (piece.trim() !== '') pieces.push(piece);
  };
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', at)) {
    take(open, text[open + 2] === '-');
    const close = text.indexOf('}}', open + 2);
    // An action over several lines: what follows is its inside.
    if (close < 0) return { pieces, anchored: !text.startsWith('{{') };
    trim = text[close - 1] === '-';
    at = close + 2;
  }
  take(text.length, true);
  return { pieces, anchored: !text.startsWith('{{') };
}

/** The key that a line begins with, dash and colon included; undefined: it begins with none. */
const headOf = (text: string): string | undefined => /^\s*((?:- )*["']?[^\s:{}"']{1,200}["']?:)(?:\s|$)/.exec(text)?.[1];

function fits(text: string, pieces: readonly string[], anchored: boolean): boolean {
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    // A value that is empty leaves no blank behind its key.
    const found = text.indexOf(piece, at);
    const place = found < 0 ? text.indexOf(piece.trim(), at) : found;
    if (place < 0 || (index === 0 && anchored && place > 0)) return false;
    at = place + piece.trim().length;
  }
  return true;
}
