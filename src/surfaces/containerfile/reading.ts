import type { Lookup, Piece } from './variable.ts';

/** How much work variables may still cause in one file, in characters: keeps `ENV A=$A$A` from growing without bound. */
export interface Budget {
  left: number;
}

export interface Rules {
  readonly lookup: Lookup;
  readonly escapeChar: string;
  readonly budget: Budget;
  /** Quotes, escapes and what is not known stay as written: for text that is shown, not used. */
  readonly raw?: boolean;
}

/** A word while it is read. */
export interface Reading {
  readonly text: string;
  readonly rules: Rules;
  at: number;
  depth: number;
  error?: string;
  /** Reads on to `stop` (taken too) or, without one, to the end. */
  until(stop: string | undefined, rawEscapes: boolean): Piece[];
}

/** The word is wrong: nothing more of it is read. The first reason stands. */
export function refuse(reading: Reading, error: string): Piece[] {
  reading.error ??= error;
  reading.at = reading.text.length;
  return [];
}
