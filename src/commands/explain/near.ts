import { nearest } from '../../text/near.ts';

/** What was probably meant by a name that no control has, as an end of the sentence; empty where nothing is near. */
export function meant(id: string, known: readonly string[]): string {
  const misspelt = nearest(id, known);
  if (misspelt !== undefined) return `; did you mean ${misspelt}?`;
  const words = id.toLowerCase().split(/[^a-z]+/);
  const close = known.filter((one) => words.some((word) => word.length > 2 && one.includes(word)));
  return close.length === 0 ? '' : `; did you mean ${close.join(', ')}?`;
}
