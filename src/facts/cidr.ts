/** A block of IPv4 addresses: the number of its first address, and how many bits all of its addresses share. */
export interface Block4 {
  readonly base: number;
  readonly prefix: number;
}

/** `10.0.0.0/8`; an address alone is a block of one. Undefined: it is none (an IPv6 block, or no block at all). */
export function block4(text: string): Block4 | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const bytes = match.slice(1, 5).map(Number);
  const prefix = match[5] === undefined ? 32 : Number(match[5]);
  if (bytes.some((byte) => byte > 255) || prefix > 32) return undefined;
  return { base: bytes.reduce((sum, byte) => sum * 256 + byte, 0), prefix };
}

/** Does the first block hold the whole of the second? */
export function holdsBlock(outer: Block4, inner: Block4): boolean {
  if (outer.prefix > inner.prefix) return false;
  const size = 2 ** (32 - outer.prefix);
  return Math.floor(outer.base / size) === Math.floor(inner.base / size);
}

/** Every address there is, of IPv4 or of IPv6. */
export const isEveryAddress = (text: string): boolean => /^[\da-fA-F:.]{2,45}\/0$/.test(text.trim());
