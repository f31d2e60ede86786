import type { Making } from './bill.ts';

/** Ours, made once at random: a name in it means "the bill of materials with this text". */
const space = '79f775f9-4816-4b31-ab7d-52cc3f9450b4';

/** A UUID of version 5 for a text: the same text gives the same one. Source: RFC 9562, 5.5. */
export function uuidOf(text: string, sha1: Making['sha1']): string {
  const bytes = [...sha1(`${space}\n${text}`).subarray(0, 16)];
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');
}
