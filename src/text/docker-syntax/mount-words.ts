import { isPropagation } from './mounts.ts';
import { sectionsOf } from './sections.ts';

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

/** A secret of Podman's with these permission bits and, where one is given, this owner. */
export function withMode(text: string, mode: number, uid: number | undefined): string {
  const owned = uid === undefined ? text : withKey(text, ['uid'], `uid=${uid}`);
  return withKey(owned, ['mode'], `mode=0${mode.toString(8)}`);
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

/** Words in the place of others, or why that cannot be. */
export type WordChange = (before: readonly string[]) => readonly string[] | { readonly because: string };

/** How a mount is written in short. */
interface Short {
  /** `TARGET[:WORDS]` rather than `SOURCE:TARGET[:WORDS]`. */
  readonly isTmpfs: boolean;
  /** As of sectionsOf. */
  readonly drives: boolean;
  /** What to say of a volume that is a target alone. */
  readonly anonymous: string;
}

/** A mount in its short syntax with other words behind the last colon, or why that cannot be. */
export function withWords(text: string, { isTmpfs, drives, anonymous }: Short, change: WordChange): string | { readonly because: string } {
  const sections = sectionsOf(text, drives);
  const [target, last] = isTmpfs ? [0, 1] : [1, 2];
  const before = sections[target];
  if (before === undefined) return { because: anonymous };
  if (sections.length > last + 1) return { because: 'it is written in a way that cannot be changed here' };
  const words = change((sections.length > last ? text.slice(before.end + 1) : '').split(',').filter((word) => word !== ''));
  if ('because' in words) return words;
  const head = text.slice(0, before.end);
  return words.length === 0 ? head : `${head}:${words.join(',')}`;
}
