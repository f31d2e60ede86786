import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockOf, type Cut, holdsBlock, shareOf } from './cidr.ts';

describe('blocks of addresses', () => {
  it.each([
    ['10.0.0.0/8', { family: 4, first: 167772160n, prefix: 8 }],
    ['10.1.2.3/8', { family: 4, first: 167772160n, prefix: 8 }],
    ['169.254.169.254', { family: 4, first: 2852039166n, last: 2852039166n, prefix: 32 }],
    ['::/0', { family: 6, first: 0n, last: (1n << 128n) - 1n, prefix: 0 }],
    ['fd00::/8', { family: 6, first: 0xfdn << 120n, prefix: 8 }],
    ['::1', { family: 6, first: 1n, last: 1n, prefix: 128 }],
    ['1:2:3:4:5:6:7:8', { family: 6, first: 0x00010002000300040005000600070008n }],
    ['::ffff:10.0.0.1', { family: 6, first: 0xffff0a000001n }],
  ])('%s', (text, block) => expect(blockOf(text)).toMatchObject(block));

  it.each(['256.0.0.0/8', '10.0.0.0/33', '10.0.0/8', '', '/0', '::/129', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8::', 'g::'])(
    '%s is none',
    (text) => expect(blockOf(text)).toBeUndefined(),
  );

  it.each([
    ['0.0.0.0/0', '169.254.169.254', true],
    ['169.254.0.0/16', '169.254.169.254', true],
    ['128.0.0.0/1', '169.254.169.254', true],
    ['0.0.0.0/1', '169.254.169.254', false],
    ['169.254.169.254', '169.254.0.0/16', false],
    ['10.1.2.3/8', '10.200.0.0/16', true],
    ['::/0', '10.0.0.0/8', false],
  ])('%s holds %s: %s', (outer, inner, holds) => {
    const [a, b] = [blockOf(outer), blockOf(inner)];
    expect(a && b && holdsBlock(a, b)).toBe(holds);
  });
});

const cut = (text: string): Cut => {
  const [block, ...except] = text.split(' -').map((one) => blockOf(one) as NonNullable<ReturnType<typeof blockOf>>);
  if (block === undefined) throw new Error(text);
  return { block, except };
};

describe('how much of all addresses blocks hold', () => {
  it.each<[4 | 6, string[], number]>([
    [4, ['0.0.0.0/0'], 1],
    [4, ['0.0.0.0/1', '128.0.0.0/1'], 1],
    [4, ['0.0.0.0/1', '0.0.0.0/2', '64.0.0.0/2'], 0.5],
    [4, ['0.0.0.0/0 -128.0.0.0/1 -192.0.0.0/2'], 0.5],
    [4, ['0.0.0.0/0 -10.0.0.0/8'], 0.996093],
    [4, ['0.0.0.0/0 -10.0.0.1/32'], 0.999999],
    [4, ['0.0.0.0/0 -10.0.0.0/8', '10.0.0.0/8'], 1],
    [4, ['0.0.0.0/1 -128.0.0.0/1'], 0.5],
    [4, ['0.0.0.0/0 -0.0.0.0/0'], 0],
    [4, ['::/0'], 0],
    [6, ['::/0'], 1],
    [6, ['2000::/3'], 1],
    [6, ['2000::/4', '3000::/4'], 1],
    [6, ['::/1'], 1],
    [6, ['fd00::/8', '0.0.0.0/0'], 0],
    [6, ['::/0 -fd00::/8'], 1],
  ])('IPv%s: %j', (family, blocks, share) => expect(shareOf(family, blocks.map(cut))).toBe(share));

  /** In a world of 256 blocks of /8, counted one by one. */
  it('is what counting gives', () => {
    const some = fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 8 }))
      .map(([byte, prefix]) => `${byte}.0.0.0/${prefix}`);
    const cuts = fc.array(
      fc.tuple(some, fc.array(some, { maxLength: 4 })).map((texts) => texts.flat().join(' -')),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(cuts, (texts) => {
        const all = texts.map(cut);
        const holds = (at: number) => {
          const inner = blockOf(`${at}.0.0.0/8`);
          return all.some(({ block, except }) => inner && holdsBlock(block, inner) && !except.some((one) => holdsBlock(one, inner)));
        };
        const count = Array.from({ length: 256 }, (_, at) => at).filter(holds).length;
        expect(shareOf(4, all)).toBeCloseTo(count / 256, 5);
      }),
    );
  });
});
