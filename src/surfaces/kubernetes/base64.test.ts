import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeBase64 } from './base64.ts';

it('gives back any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(decodeBase64(Buffer.from(text).toString('base64'))).toBe(text.replace(/^\uFEFF/, ''));
    }),
  );
});

it('takes line breaks, and nothing that is no base64', () => {
  expect(decodeBase64('aGVs\n  bG8=\n')).toBe('hello');
  expect(['a', '%%%', '====', 'aGVsbG8=aGVsbG8=', '/w=='].map(decodeBase64)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  fc.assert(fc.property(fc.string(), (text) => void decodeBase64(text)));
});
