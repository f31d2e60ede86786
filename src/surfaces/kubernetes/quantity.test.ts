import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWhole, parseQuantity, scaled } from './quantity.ts';

/** text, value rounded up, thousandths rounded up; undefined: not a quantity */
const rows: readonly (readonly [string, number | undefined, number?])[] = [
  ['0', 0, 0],
  ['1', 1, 1000],
  ['+5', 5, 5000],
  ['-5', -5, -5000],
  ['007', 7, 7000],
  ['1.5', 2, 1500],
  ['.5', 1, 500],
  ['5.', 5, 5000],
  ['100m', 1, 100],
  ['0.1m', 1, 1],
  ['250u', 1, 1],
  ['3n', 1, 1],
  ['1k', 1000, 1000000],
  ['1Ki', 1024, 1024000],
  ['1M', 1e6],
  ['1Mi', 1048576],
  ['1.5Gi', 1610612736],
  ['2G', 2e9],
  ['1T', 1e12],
  ['1Ti', 1099511627776],
  ['1P', 1e15],
  ['1Pi', 1125899906842624],
  ['1E', 1e18],
  ['1Ei', 2 ** 60],
  ['100Ei', 2 ** 63],
  ['1e3', 1000],
  ['1E3', 1000],
  ['1e+3', 1000],
  ['1500e-3', 2, 1500],
  ['1e999999999', 2 ** 63],
  ['1e-999999999', 1],
  ['', undefined],
  ['.', undefined],
  ['Mi', undefined],
  ['1K', undefined],
  ['1mi', undefined],
  ['1 Gi', undefined],
  ['1GiB', undefined],
  ['1gb', undefined],
  ['1e', undefined],
  ['1e1.5', undefined],
  ['1.2.3', undefined],
  ['--1', undefined],
  ['0x10', undefined],
  ['9'.repeat(101), undefined],
];

describe('a quantity', () => {
  for (const [text, value, milli] of rows) {
    it(`${text.slice(0, 20) || 'nothing'} is ${value}`, () => {
      const quantity = parseQuantity(text);
      expect(quantity && scaled(quantity)).toBe(value);
      if (milli !== undefined) expect(quantity && scaled(quantity, 1000n)).toBe(milli);
    });
  }

  it('has whole bytes or not', () => {
    expect(['128Mi', '128m', '1.5Ki', '1.0001Ki'].map((text) => parseQuantity(text)).map((q) => q && isWhole(q))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('agrees with plain arithmetic on every whole number and suffix', () => {
    const suffixes: [string, number][] = [
      ['', 1],
      ['k', 1e3],
      ['M', 1e6],
      ['G', 1e9],
      ['Ki', 1024],
      ['Mi', 1024 ** 2],
      ['Gi', 1024 ** 3],
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom(...suffixes), (number, [suffix, factor]) => {
        const quantity = parseQuantity(`${number}${suffix}`);
        return quantity !== undefined && scaled(quantity) === number * factor && scaled(quantity, 1000n) === number * factor * 1000;
      }),
    );
  });

  it('never throws, and is never negative without a sign', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+]?[0-9.]{0,8}[eEinumkKMGTP]{0,3}[-+]?[0-9]{0,9}$/)), (text) => {
        const quantity = parseQuantity(text);
        return quantity === undefined || text.includes('-') || scaled(quantity) >= 0;
      }),
    );
  });
});
