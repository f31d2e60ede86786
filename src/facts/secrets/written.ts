import type { Origin } from '../../model/index.ts';

/**
 * Was this secret written at its origin? `fallback`: as `${NAME:-secret}`, for when nobody sets NAME. `elsewhere`: what stands
 * there is a reference that was resolved with a text of its own (a .env file, the caller's environment).
 */
export type Whence = 'here' | 'fallback' | 'elsewhere';

/** `inFile`: variables are set in the same text (a script, a Containerfile), so what it holds anywhere is written there. */
export function whenceOf(secret: string, { source, start, end }: Origin, inFile: boolean): Whence {
  const raw = source.text.slice(start, end);
  if (!raw.includes('$')) return 'here';
  const own = raw.replace(/\$\{[^{}]*\}/g, '');
  if (own.includes(secret)) return 'here';
  if (raw.includes(secret)) return 'fallback';
  return inFile && source.text.includes(secret) ? 'here' : 'elsewhere';
}
