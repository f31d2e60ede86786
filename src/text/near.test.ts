import { expect, it } from 'vitest';
import { didYouMean, nearest } from './near.ts';

it.each([
  ['memory-limits', 'memory-limit'],
  ['hihg', 'high'],
  ['LOW', 'low'],
  ['privleged', 'privileged'],
  ['x', undefined],
  ['something-else', undefined],
  ['a'.repeat(100), undefined],
])('%s is near %s', (word, expected) => {
  expect(nearest(word, ['memory-limit', 'high', 'low', 'privileged'])).toBe(expected);
});

it('asks, or says nothing', () => {
  expect(didYouMean('hihg', ['high'])).toBe('; did you mean high?');
  expect(didYouMean('x', ['high'])).toBe('');
});
