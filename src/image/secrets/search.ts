/** Tells where one of many words stands in bytes, in one pass: `found` is given the offset of its first byte. */
export type Search = (bytes: Uint8Array, found: (at: number) => void) => void;

/**
 * A search for words of three bytes and more. Every second pair of bytes is looked up in a table: a word covers one of them wholly, its first
 * pair or its second. What the table does not know, nearly all, costs one look. In the middle of a longer word nothing is found.
 */
export function searchFor(words: readonly string[]): Search {
  const lists: (readonly [word: Uint8Array, before: number])[][] = [[]];
  /** Pair of bytes → which of the lists; 0: none. */
  const known = new Uint16Array(65536);
  for (const word of new Set(words)) {
    const coded = new TextEncoder().encode(word);
    for (const before of [0, 1]) {
      const pair = (coded[before] as number) | ((coded[before + 1] as number) << 8);
      if (known[pair] === 0) known[pair] = lists.push([]) - 1;
      lists[known[pair] as number]?.push([coded, before]);
    }
  }
  return (bytes, found) => {
    const last = bytes.length - 1;
    for (let index = 0; index < last; index += 2) {
      const list = known[(bytes[index] as number) | ((bytes[index + 1] as number) << 8)] as number;
      if (list === 0) continue;
      for (const [word, before] of lists[list] ?? []) {
        const start = index - before;
        if (start >= 0 && stands(word, bytes, start) && begins(bytes, start)) found(start);
      }
    }
  };
}

/** No letter, digit or `_` before another. */
const begins = (bytes: Uint8Array, start: number): boolean =>
  start === 0 || !isWord(bytes[start] as number) || !isWord(bytes[start - 1] as number);

function stands(word: Uint8Array, bytes: Uint8Array, start: number): boolean {
  if (start + word.length > bytes.length) return false;
  // The last byte tells most apart.
  for (let at = word.length - 1; at >= 0; at--) if (word[at] !== bytes[start + at]) return false;
  return true;
}

const isWord = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x5f;
