import { describe, expect, it } from 'vitest';
import { block4, holdsBlock, isEveryAddress } from './cidr.ts';

describe('blocks of addresses', () => {
  it.each([
    ['10.0.0.0/8', { base: 167772160, prefix: 8 }],
    ['169.254.169.254', { base: 2852039166, prefix: 32 }],
    ['256.0.0.0/8', undefined],
    ['10.0.0.0/33', undefined],
    ['fd00::/8', undefined],
    ['', undefined],
  ])('%s', (text, block) => expect(block4(text)).toEqual(block));

  it.each([
    ['0.0.0.0/0', '169.254.169.254', true],
    ['169.254.0.0/16', '169.254.169.254', true],
    ['128.0.0.0/1', '169.254.169.254', true],
    ['0.0.0.0/1', '169.254.169.254', false],
    ['169.254.169.254', '169.254.0.0/16', false],
    ['10.1.2.3/8', '10.200.0.0/16', true],
  ])('%s holds %s: %s', (outer, inner, holds) => {
    const [a, b] = [block4(outer), block4(inner)];
    expect(a && b && holdsBlock(a, b)).toBe(holds);
  });

  it.each([
    ['0.0.0.0/0', true],
    ['::/0', true],
    ['0:0:0:0:0:0:0:0/0', true],
    ['10.0.0.0/8', false],
    ['::/8', false],
    ['0.0.0.0', false],
  ])('%s is every address: %s', (text, every) => expect(isEveryAddress(text)).toBe(every));
});
