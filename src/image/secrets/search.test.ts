import fc from 'fast-check';
import { expect, it } from 'vitest';
import { searchFor } from './search.ts';
import { longestSkim } from './skim.ts';

const words = ['abc', 'bca', 'aab', 'cabba', 'zzz'];

function naive(bytes: Uint8Array): number[] {
  const text = Buffer.from(bytes).toString('latin1');
  return Array.from({ length: bytes.length }, (_, at) => at).filter((at) => words.some((word) => text.startsWith(word, at)));
}

it('finds every word, wherever the bytes lie in memory and at both of their ends', () => {
  const search = searchFor(words);
  const texts = fc.array(fc.constantFrom(...Buffer.from('abcz.')), { maxLength: 80 });
  fc.assert(
    fc.property(texts, fc.nat(9), (text, before) => {
      const memory = new Uint8Array(before + text.length);
      memory.set(text, before);
      const bytes = memory.subarray(before);
      const found = new Set<number>();
      search(bytes, (at) => found.add(at));
      expect([...found].sort((one, other) => one - other)).toEqual(naive(bytes));
    }),
    { numRuns: 2000 },
  );
});

it('finds a word that lies across two of the pieces that are looked at', () => {
  const search = searchFor(words);
  for (const edge of [longestSkim, 2 * longestSkim]) {
    for (let at = edge - 8; at < edge + 4; at++) {
      const bytes = new Uint8Array(3 * longestSkim + 5).fill(46);
      bytes.set(Buffer.from('cabba'), at);
      const found = new Set<number>();
      search(bytes, (place) => found.add(place));
      expect([...found], `at ${at - edge}`).toEqual([at]);
    }
  }
});

it('knows as many words as there are', () => {
  const many = Array.from({ length: 600 }, (_, at) => `${String.fromCharCode(65 + (at % 26))}${at}x`);
  const search = searchFor(many);
  for (const word of many) {
    const found: number[] = [];
    search(Buffer.from(`..${word}..`), (at) => found.push(at));
    expect(found, word).toContain(2);
  }
});
