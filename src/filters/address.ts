/** An address of either family as a number. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

const bitsOf = (family: 4 | 6): number => (family === 4 ? 32 : 128);

/** Undefined for what is no address: "10.0.0.1", "2001:db8::1", "::ffff:10.0.0.1". */
export function addressOf(text: string): Address | undefined {
  return text.includes(':') ? six(text) : four(text);
}

function four(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return { family: 4, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
}

function six(text: string): Address | undefined {
  const last = text.slice(text.lastIndexOf(':') + 1);
  const tail = last.includes('.') ? four(last) : undefined;
  if (last.includes('.') && tail === undefined) return undefined;
  const plain =
    tail === undefined
      ? text
      : text.slice(0, -last.length) + [tail.value >> 16n, tail.value & 0xffffn].map((part) => part.toString(16)).join(':');
  const halves = plain.split('::');
  if (halves.length > 2) return undefined;
  const [before = [], after] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - before.length - (after?.length ?? 0);
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...(after ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return { family: 6, value: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) };
}

/** Whether an address is in "10.0.0.0/8", "10.0.0.0/255.0.0.0" or is the one that is named; undefined where that is no block. */
export function inBlock(address: Address, block: string): boolean | undefined {
  const [text = '', mask] = block.split('/');
  const base = addressOf(text);
  const bits = base === undefined ? undefined : maskOf(mask, base.family);
  if (base === undefined || bits === undefined) return undefined;
  return base.family === address.family && (base.value & bits) === (address.value & bits);
}

function maskOf(mask: string | undefined, family: 4 | 6): bigint | undefined {
  const size = bitsOf(family);
  const all = (1n << BigInt(size)) - 1n;
  if (mask === undefined) return all;
  if (/^\d{1,3}$/.test(mask)) return Number(mask) > size ? undefined : all ^ ((1n << BigInt(size - Number(mask))) - 1n);
  const written = addressOf(mask);
  return written?.family === family ? written.value : undefined;
}
