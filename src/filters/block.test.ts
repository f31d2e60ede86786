import { expect, it } from 'vitest';
import { addressOf } from '../facts/address.ts';
import { inBlock } from './block.ts';

it.each([
  ['10.1.2.3', '10.0.0.0/8', true],
  ['11.1.2.3', '10.0.0.0/8', false],
  ['11.1.2.3', '0.0.0.0/0', true],
  ['10.1.2.3', '10.0.2.0/255.0.255.0', true],
  ['10.1.2.3', '10.1.2.3', true],
  ['10.1.2.3', '::/0', false],
  ['fe80::1', 'fe80::/10', true],
  ['10.1.2.3', '10.0.0.0/33', undefined],
  ['10.1.2.3', 'example.com', undefined],
] as const)('%s in %s', (text, block, is) => {
  const address = addressOf(text);
  expect(address && inBlock(address, block)).toBe(is);
});
