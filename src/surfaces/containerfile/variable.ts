/** `open`: an ARG without a default: not set unless whoever builds passes it. */
export type Variable =
  | { readonly state: 'set'; readonly value: string }
  | { readonly state: 'unset' }
  | { readonly state: 'open' | 'unknown'; readonly because: string };

export type Lookup = (name: string) => Variable;

/** A part of a word whose value is not known. */
export interface Missing {
  readonly because: string;
  /** As written. */
  readonly raw: string;
}

export type Piece = string | Missing;

/** The whole value, or the first part of it that is not known. */
export function wholeOf(pieces: readonly Piece[]): string | Missing {
  const missing = pieces.find((piece) => typeof piece !== 'string');
  return missing ?? pieces.join('');
}

/** The value as far as it is known, the rest as written. */
export const shownOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : piece.raw)).join('');

/** Neighbouring known parts made one; never empty. */
export function merge(pieces: readonly Piece[]): Piece[] {
  const merged: Piece[] = [];
  let known: string[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') known.push(piece);
    else {
      if (known.length > 0) merged.push(known.join(''));
      known = [];
      merged.push(piece);
    }
  }
  if (known.length > 0 || merged.length === 0) merged.push(known.join(''));
  return merged;
}
