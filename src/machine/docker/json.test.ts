import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstFault } from './json.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

it.each([
  ['{"a": 1}', undefined],
  [' [] ', undefined],
  ['{"a": 1,}', 8],
  ['{"a": yes}', 6],
  ['{"a" 1}', 5],
  ['{a: 1}', 1],
  ['[1 2]', 3],
  ['{"a": "x\ny"}', 6],
  ['{"a": ', 6],
  ['', 0],
  ['1 2', 2],
  ['{} }', 3],
  ['[01]', 1],
  ['// no\n{}', 0],
])('%j', (text, expected) => expect(firstFault(text)).toBe(expected));

it('agrees with JSON.parse on what is JSON', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"',
    '\\',
    'true',
    'null',
    '1',
    '-',
    '.5',
    'e3',
    ' ',
    '\n',
    '"\\u00e9"',
    '"\\x"',
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.json(),
  );
  fc.assert(
    fc.property(texts, (text) => (firstFault(text) === undefined) === isJson(text)),
    { numRuns: 20_000 },
  );
});

it('takes deep and long texts in their stride', () => {
  expect(firstFault('['.repeat(1_000_000))).toBe(1_000_000);
  expect(firstFault(`"${'a'.repeat(5_000_000)}"`)).toBeUndefined();
  expect(firstFault(`[${'1,'.repeat(1_000_000)}1]`)).toBeUndefined();
});
