import { folded, longestSkim, skimFor } from './skim.ts';

/** Tells where one of many words stands in bytes, in one pass: `found` is given the offset of its first byte. */
export type Search = (bytes: Uint8Array, found: (at: number) => void) => void;

/**
 * A search for words of three bytes and more. Of each word three bytes that are rare in texts stand for it. Every second pair of bytes is looked up in a
 * table: the three cover one of these wholly, by their first pair or their second. What the table does not know, nearly all, costs one look; where the three
 * bytes may be those of a word, the word is held against what stands there. In the middle of a longer word it is found as well: `begins` tells that. Nearly in order.
 */
export function searchFor(words: readonly string[]): Search {
  const pairs = new Uint8Array(65536);
  /** Three bytes, folded → which of the lists; 0: none. */
  const triples = new Uint16Array(65536);
  const lists: { readonly word: Uint8Array; readonly offset: number }[][] = [[]];
  for (const text of new Set(words)) {
    const word = new TextEncoder().encode(text);
    const offset = rarest(word);
    const [one = 0, two = 0, three = 0] = word.subarray(offset);
    pairs[one | (two << 8)] = 1;
    pairs[two | (three << 8)] = 1;
    const key = folded(one, two, three);
    if (triples[key] === 0) triples[key] = lists.push([]) - 1;
    lists[triples[key] as number]?.push({ word, offset });
  }
  const skim = skimFor(
    pairs,
    Uint8Array.from(triples, (list) => (list === 0 ? 0 : 1)),
  );
  const look = (bytes: Uint8Array, at: number, found: (at: number) => void): void => {
    const list = triples[folded(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0)] as number;
    for (const { word, offset } of lists[list] ?? []) if (stands(word, bytes, at - offset)) found(at - offset);
  };
  return (bytes, found) => {
    for (let from = 0; from < bytes.length; from += longestSkim) {
      const places = skim(bytes, from, Math.min(bytes.length, from + longestSkim));
      for (let index = 0; index < places.length; index++) look(bytes, places[index] as number, found);
    }
  };
}

/** Does a word begin here: no letter, digit or `_` before another? */
export const begins = (bytes: Uint8Array, start: number): boolean =>
  start === 0 || !isWord(bytes[start] as number) || !isWord(bytes[start - 1] as number);

/** Where in a word its three rarest bytes begin. */
function rarest(word: Uint8Array): number {
  const often = Array.from(word, (byte) => (common.includes(byte) ? 8 : byte >= 0x61 && byte <= 0x7a ? 4 : 1));
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + 2 < word.length; at++) {
    const [one = 0, two = 0, three = 0] = often.slice(at, at + 3);
    if (one * two + two * three >= least) continue;
    least = one * two + two * three;
    best = at;
  }
  return best;
}

/** Letters that most words have. */
const common = new TextEncoder().encode('etaoinsrl');

function stands(word: Uint8Array, bytes: Uint8Array, start: number): boolean {
  if (start < 0 || start + word.length > bytes.length) return false;
  // The last byte tells most apart.
  for (let at = word.length - 1; at >= 0; at--) if (word[at] !== bytes[start + at]) return false;
  return true;
}

const isWord = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte === 0x5f;
