import { describe, expect, it } from 'vitest';
import { cellsOf, wrap } from './cells.ts';
import { list, listWithin } from './words.ts';

it.each([
  ['abc', 3],
  ['日本', 4],
  ['e\u0301', 1],
  ['🐳', 2],
  ['│→…', 3],
])('%s takes %i columns', (text, cells) => expect(cellsOf(text)).toBe(cells));

describe('wrap', () => {
  it('keeps to the width, and hangs the rest below the first word', () => {
    expect(wrap('one two three four', 12, '→ ')).toEqual(['→ one two', '  three four']);
  });
  it('gives a word that is too long a line of its own', () => {
    expect(wrap('a aVeryLongWord b', 6, '')).toEqual(['a', 'aVeryLongWord', 'b']);
  });
});

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('a list of %j', (items, text) => expect(list(items)).toBe(text));

it('leaves out of a list what does not fit', () => {
  expect(listWithin(['alpha', 'beta', 'gamma'], 100)).toBe('alpha, beta and gamma');
  expect(listWithin(['alpha', 'beta', 'gammagamma'], 22)).toBe('alpha, beta and 1 more');
  expect(listWithin(['alpha', 'beta', 'gamma'], 1)).toBe('alpha and 2 more');
});
