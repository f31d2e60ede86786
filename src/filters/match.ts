import { type Address, addressOf } from '../facts/address.ts';
import { inBlock } from './block.ts';
import { not, type Sight, some, type Truth } from './rule.ts';

/** What both kinds of rules ask of a packet. */

/** Ports from which the kernel takes the source: nobody knows which. Source: Linux 6.12 net.ipv4.ip_local_port_range, settable. */
const ownPorts = { first: 1024, last: 65_535 };

/** "443", "https" cannot be told, "80:90" or "80-90", ":1024", "1024:". */
export function rangeOf(text: string): { readonly first: number; readonly last: number } | undefined {
  const [, first, separator, last] = /^(\d{0,5})(?:([:-])(\d{0,5}))?$/.exec(text) ?? [];
  if (first === undefined || (separator === undefined && first === '')) return undefined;
  return {
    first: first === '' ? 0 : Number(first),
    last: separator === undefined ? Number(first) : last === '' || last === undefined ? 65_535 : Number(last),
  };
}

export function isTo(port: number, text: string): Truth {
  const range = rangeOf(text);
  return range === undefined ? undefined : port >= range.first && port <= range.last;
}

/** The source port is any of many. */
export function isFrom(text: string): Truth {
  const range = rangeOf(text);
  if (range === undefined) return undefined;
  if (range.first <= ownPorts.first && range.last >= ownPorts.last) return true;
  return range.last < ownPorts.first ? false : undefined;
}

/** A name, or one that ends where any other may go on. Where there is no interface of that direction, no name is its. */
export const isInterface = (name: string | undefined, pattern: string, anyEnd: string): Truth =>
  name !== undefined && (pattern.endsWith(anyEnd) ? name.startsWith(pattern.slice(0, -1)) : name === pattern);

export const isIn = (address: Address, blocks: string): Truth => some(blocks.split(',').map((block) => inBlock(address, block)));

/** The first and the last address of a range. */
export function isBetween({ family, value }: Address, range: readonly string[]): Truth {
  const [first, last] = range.map(addressOf);
  if (first === undefined || last === undefined) return undefined;
  return first.family === family && last.family === family && value >= first.value && value <= last.value;
}

/** State words of a connection tracker. What comes first is new, unless nobody tracks it. */
export const isState = ({ untracked }: Sight, words: readonly string[]): Truth => {
  const asked = words.map((word) => word.toLowerCase());
  if (untracked)
    return asked.includes('new') && asked.includes('untracked')
      ? true
      : asked.includes('new') || asked.includes('untracked')
        ? undefined
        : false;
  return asked.includes('new');
};

/** As the routing table calls an address of the namespace's own, or of somebody else. */
export function isKindOf(address: Address, { local }: Sight, kind: string): Truth {
  const own = local.some((one) => one.family === address.family && one.value === address.value);
  if (kind.toLowerCase() === 'local') return own;
  if (kind.toLowerCase() === 'unicast') return !own;
  return ['broadcast', 'multicast', 'anycast', 'unspec'].includes(kind.toLowerCase()) ? false : undefined;
}

/** "0x1/0xff", "1": whether a packet that nobody marked bears it. */
export function isMark({ marked }: Sight, text: string): Truth {
  const [value, mask] = text.split('/');
  if (marked || !/^(?:0x[0-9a-f]+|\d+)$/i.test(value ?? '') || (mask !== undefined && !/^(?:0x[0-9a-f]+|\d+)$/i.test(mask)))
    return undefined;
  return Number(value) === 0;
}

const numbers: Readonly<Record<string, number>> = { tcp: 6, udp: 17 };

export function isProtocol(protocol: string, asked: string): Truth {
  const word = asked.toLowerCase();
  if (word === 'all' || word === '0') return true;
  return word === protocol || Number(word) === numbers[protocol];
}

export const unless = (negated: boolean, truth: Truth): Truth => (negated ? not(truth) : truth);
