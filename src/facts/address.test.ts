import { expect, it } from 'vitest';
import { addressOf } from './address.ts';

it.each([
  ['10.0.0.1', 4, 0x0a000001n],
  ['::', 6, 0n],
  ['::1', 6, 1n],
  ['2001:db8::1', 6, 0x20010db8000000000000000000000001n],
  ['::ffff:10.0.0.1', 6, 0xffff0a000001n],
  ['1:2:3:4:5:6:7:8', 6, 0x00010002000300040005000600070008n],
] as const)('%s', (text, family, value) => {
  expect(addressOf(text)).toEqual({ family, value });
});

it.each(['', '10.0.0', '10.0.0.256', '1:2:3', ':::', '1::2::3', '::g', '1:2:3:4:5:6:7:8:9', '::10.0.0'])('%j is none', (text) => {
  expect(addressOf(text)).toBeUndefined();
});
