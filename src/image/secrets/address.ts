import { isMachineMade } from '../../facts/secrets/machine-made.ts';
import type { Assigned } from './assigned.ts';

const decoder = new TextDecoder('latin1');
const [longestUser, longestPassword] = [100, 200];

/** The password in an address, `scheme://user:password@host`, whose `://` stands at `at` (RFC 3986, section 3.2.1). Linear in one name and one password. */
export function addressAt(bytes: Uint8Array, at: number): Assigned | undefined {
  const userEnd = partEnd(bytes, at + 3, longestUser);
  if (bytes[userEnd] !== colon) return undefined;
  const start = userEnd + 1;
  const end = partEnd(bytes, start, longestPassword);
  if (bytes[end] !== 0x40 || end - start < 10) return undefined;
  const text = decoder.decode(bytes.subarray(start, end));
  return isMachineMade('password', text) ? { what: 'what looks like a password in an address', certainty: 'likely', text, end } : undefined;
}

const colon = 0x3a;

/** Up to : / ? # @ or what stands in no address. */
function partEnd(bytes: Uint8Array, from: number, most: number): number {
  const last = Math.min(bytes.length, from + most);
  let at = from;
  while (at < last && isPart(bytes[at] as number)) at++;
  return at;
}

const isPart = (byte: number): boolean => byte > 0x20 && byte < 0x7f && !notPart.has(byte);

const notPart: ReadonlySet<number> = new Set([...':/?#@"\'`<>\\'].map((char) => char.charCodeAt(0)));
