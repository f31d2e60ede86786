/** Tells where one of many words stands in bytes, in one pass: `found` is given the offset of its first byte. */
export type Search = (bytes: Uint8Array, found: (at: number) => void) => void;

/**
 * A search for words of three bytes and more. Of each word three bytes that are rare in texts stand for it. Every second pair of bytes is looked up in a
 * table: the three cover one of these wholly, by their first pair or their second. What the table does not know, nearly all, costs one look; what it knows
 * is held against the three bytes of each word. In the middle of a longer word it is found as well: `begins` tells that. Nearly in order.
 */
export function searchFor(words: readonly string[]): Search {
  const pairs = new Uint8Array(65536);
  /** Three bytes, folded → which of the lists; 0: none. */
  const triples = new Uint8Array(65536);
  const lists: { readonly word: Uint8Array; readonly offset: number }[][] = [[]];
  for (const text of new Set(words)) {
    const word = new TextEncoder().encode(text);
    const offset = rarest(word);
    pairs[pair(word, offset)] = 1;
    pairs[pair(word, offset + 1)] = 1;
    const folded = triple(word, offset);
    if (triples[folded] === 0) triples[folded] = lists.push([]) - 1;
    lists[triples[folded] as number]?.push({ word, offset });
  }
  const look = (list: number, bytes: Uint8Array, at: number, found: (at: number) => void): void => {
    for (const { word, offset } of lists[list] ?? []) if (stands(word, bytes, at - offset)) found(at - offset);
  };
  const here = (bytes: Uint8Array, index: number, found: (at: number) => void): void => {
    const list = triples[triple(bytes, index)] as number;
    if (list !== 0) look(list, bytes, index, found);
  };
  const around = (bytes: Uint8Array, index: number, found: (at: number) => void): void => {
    if (index > 0) here(bytes, index - 1, found);
    here(bytes, index, found);
  };
  return (bytes, found) => {
    const last = bytes.length - 1;
    let index = 0;
    if (isLittleEndian && bytes.length >= 16) {
      // Eight bytes at once: what is in no word costs two reads and one question.
      const lead = -bytes.byteOffset & 3;
      for (; index < lead - 1 && index < last; index++) here(bytes, index, found);
      const fours = new Uint32Array(bytes.buffer, bytes.byteOffset + lead, Math.max(0, bytes.length - lead) >> 2);
      const until = fours.length & ~1;
      for (let four = 0; four < until; four += 2) {
        const one = fours[four] as number;
        const other = fours[four + 1] as number;
        const [a, b, c, d] = [pairs[one & 0xffff], pairs[one >>> 16], pairs[other & 0xffff], pairs[other >>> 16]];
        if (((a as number) | (b as number) | (c as number) | (d as number)) === 0) continue;
        const at = lead + four * 4;
        if (a === 1) around(bytes, at, found);
        if (b === 1) around(bytes, at + 2, found);
        if (c === 1) around(bytes, at + 4, found);
        if (d === 1) around(bytes, at + 6, found);
      }
      index = lead + until * 4;
    }
    for (; index < last; index += 2) if (pairs[pair(bytes, index)] !== 0) around(bytes, index, found);
  };
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

const pair = (bytes: Uint8Array, at: number): number => (bytes[at] as number) | ((bytes[at + 1] as number) << 8);

/** Beyond the end there are zeros. */
const triple = (bytes: Uint8Array, at: number): number =>
  pair(bytes, at) ^ (((at + 2 < bytes.length ? (bytes[at + 2] as number) : 0) * 0x9e5) & 0xffff);

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
