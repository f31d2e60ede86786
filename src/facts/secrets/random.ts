/** Does a word look as only a machine would make it up: long, of all kinds of characters, without repetition? */
export const isMixed = (word: string): boolean =>
  word.length >= 24 && /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word) && entropy(word) >= 3.7;

/** A key or digest in hexadecimal: 32 digits or more. */
export const isHex = (word: string): boolean => /^[0-9a-f]{32,}$/i.test(word) && /\d/.test(word) && entropy(word) >= 2.5;

/** Base64 with its slashes: rarely more than one in sixteen, where a path has many. */
export const isBase64 = (word: string): boolean =>
  word.length >= 40 && word[0] !== '/' && !word.includes('-') && word.split('/').length - 1 <= word.length / 16 && isMixed(word);

/** Shannon's, in bits a character; of the first 256 characters. */
export function entropy(word: string): number {
  const counts = new Map<string, number>();
  const sample = word.slice(0, 256);
  for (const char of sample) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / sample.length) * Math.log2(count / sample.length);
  return bits;
}
