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
  const address = match?.[1] ?? '';
  const family = address.includes(':') ? 6 : 4;
  const base = family === 6 ? number6(address) : number4(address);
  const prefix = match?.[2] === undefined ? bitsOf[family] : Number(match[2]);
  if (base === undefined || prefix > bitsOf[family]) return undefined;
  const free = BigInt(bitsOf[family] - prefix);
  const first = (base >> free) << free;
  return { family, first, last: first + (1n << free) - 1n, prefix };
}

function number4(text: string): bigint | undefined {
  const bytes = text.split('.');
  if (bytes.length !== 4 || !bytes.every((byte) => /^\d{1,3}$/.test(byte) && Number(byte) <= 255)) return undefined;
  return BigInt(bytes.reduce((sum, byte) => sum * 256 + Number(byte), 0));
}

/** Eight groups of 16 bits; `::` stands once for as many groups of zeros as are missing, and the last two may be an IPv4 address (RFC 4291, 2.2). */
function number6(text: string): bigint | undefined {
  const halves = text.split('::');
  const [head, tail] = [groupsOf(halves[0] ?? ''), groupsOf(halves[1] ?? '')];
  if (halves.length > 2 || head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail];
  return groups.reduce((sum, group) => sum * 65536n + BigInt(group), 0n);
}

function groupsOf(text: string): number[] | undefined {
  const groups: number[] = [];
  for (const part of text === '' ? [] : text.split(':')) {
    const inner = part.includes('.') ? number4(part) : undefined;
    if (inner !== undefined) groups.push(Number(inner >> 16n), Number(inner & 65535n));
    else if (/^[\da-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
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
