/** Which rows of many are made: those that are seen, and some on both sides, so that a short scroll makes none. The end is exclusive. */
export function windowOf(
  rows: number,
  height: number,
  top: number,
  seen: number,
  beside = 4,
): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.floor(top / height) - beside);
  return { first: Math.min(first, rows), end: Math.min(rows, Math.ceil((top + seen) / height) + beside) };
}
