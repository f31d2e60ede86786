import { isPropagation } from './mounts.ts';

/** Mount options that are read-only: ro in the place of rw, or before the others. */
export const readOnlyWords = (words: readonly string[]): readonly string[] =>
  words.includes('rw') ? words.map((word) => (word === 'rw' ? 'ro' : word)) : ['ro', ...words];

/** Mount options with this propagation in the place of another. */
export const propagationWords = (words: readonly string[], propagation: string): readonly string[] =>
  words.some(isPropagation) ? words.map((word) => (isPropagation(word) ? propagation : word)) : [...words, propagation];

/** Values between commas with one entry changed: the last one that has one of these keys, otherwise one more at the end. */
export function withKey(text: string, keys: readonly string[], entry: string): string {
  const entries = text.split(',');
  const at = entries.findLastIndex((one) => keys.includes((one.split('=', 1)[0] ?? '').toLowerCase()));
  return (at < 0 ? [...entries, entry] : entries.with(at, entry)).join(',');
}

/** The options of a tmpfs with more of them; `given`: what the engine gives every tmpfs by itself. `size`: as it is written. */
export function changedTmpfs(
  words: readonly string[],
  options: readonly string[],
  given: ReadonlySet<string>,
  size: string | undefined,
): readonly string[] {
  const undone = new Set(options.map((option) => option.slice('no'.length)));
  return [
    ...words.filter((word) => !undone.has(word) && (size === undefined || !word.startsWith('size='))),
    ...options.filter((option) => !given.has(option) && !words.includes(option)),
    ...(size === undefined ? [] : [`size=${size}`]),
  ];
}
