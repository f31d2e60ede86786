import { addressOf } from './address.ts';

/** A block of addresses, IPv4 or IPv6: its first and its last one as numbers, and how many bits all of its addresses share. */
export interface Block {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

/** A block without some parts of it. */
export interface Cut {
  readonly block: Block;
  readonly except: readonly Block[];
}

const bitsOf = { 4: 32, 6: 128 } as const;

/** `10.0.0.0/8`, `fd00::/8`; an address alone is a block of one, and bits behind the prefix do not count. Undefined: it is none. */
export function blockOf(text: string): Block | undefined {
  const match = /^([\da-fA-F:.]{2,45})(?:\/(\d{1,3}))?$/.exec(text.trim());
  const base = addressOf(match?.[1] ?? '');
  if (base === undefined) return undefined;
  const { family, value } = base;
  const prefix = match?.[2] === undefined ? bitsOf[family] : Number(match[2]);
  if (prefix > bitsOf[family]) return undefined;
  const free = BigInt(bitsOf[family] - prefix);
  const first = (value >> free) << free;
  return { family, first, last: first + (1n << free) - 1n, prefix };
}

/** Does the first block hold the whole of the second? */
export const holdsBlock = (outer: Block, inner: Block): boolean =>
  outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;

/**
 * What an address of the Internet can be. IPv4: any at all, since the blocks that are none make up less than a seventh. IPv6: the one
 * eighth that was ever handed out (IANA, "Internet Protocol Version 6 Address Space": 2000::/3, global unicast).
 */
const whole: Readonly<Record<4 | 6, Block>> = {
  4: { family: 4, first: 0n, last: (1n << 32n) - 1n, prefix: 0 },
  6: { family: 6, first: 1n << 125n, last: (1n << 126n) - 1n, prefix: 3 },
};

/** How much of all addresses of the family the blocks hold together, each without its exceptions: 0 to 1, and 1 only for every one. */
export function shareOf(family: 4 | 6, cuts: readonly Cut[]): number {
  const all = whole[family];
  const ranges = cuts.filter(({ block }) => block.family === family).flatMap(({ block, except }) => without(meet(block, all), except));
  const size = all.last - all.first + 1n;
  const held = merged(ranges).reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
  // In millionths, rounded down: what is nearly everything must not become everything.
  return held === size ? 1 : Number((held * 1_000_000n) / size) / 1_000_000;
}

interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

function meet(one: Range, other: Range): Range {
  const [, first = 0n] = inOrder(one.first, other.first);
  const [last = 0n] = inOrder(one.last, other.last);
  return { first, last };
}

const inOrder = (...numbers: readonly bigint[]): readonly bigint[] => numbers.toSorted((a, b) => (a < b ? -1 : 1));

/** The range without the blocks: what lies between them. */
function without(range: Range, blocks: readonly Range[]): Range[] {
  const left: Range[] = [];
  let first = range.first;
  for (const block of merged(blocks)) {
    if (block.first > first) left.push(meet({ first, last: block.first - 1n }, range));
    if (block.last >= first) first = block.last + 1n;
  }
  return [...left, { first, last: range.last }].filter(({ first, last }) => first <= last);
}

/** The same addresses as ranges in order that do not meet. */
function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges.filter(({ first, last }) => first <= last).toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    const before = result.at(-1);
    if (before === undefined || before.last + 1n < range.first) result.push(range);
    else if (before.last < range.last) result[result.length - 1] = { first: before.first, last: range.last };
  }
  return result;
}
