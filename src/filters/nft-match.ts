import { inBlock } from './block.ts';
import { isBetween, isFrom, isIn, isInterface, isKindOf, isMark, isProtocol, isState, isTo, unless } from './match.ts';
import { type Json, objectOf, textOf } from './nft-json.ts';
import { type Condition, every, type Sight, some, type Truth } from './rule.ts';

/** The elements of the sets and maps of a table, as "@name". */
export type Sets = ReadonlyMap<string, readonly Json[]>;

/** What an expression asks of a packet; undefined: it asks nothing. Source: libnftables-json(5), nft 1.0.6. */
export function nftCondition(expression: Readonly<Record<string, Json>>, sets: Sets): Condition | undefined {
  const match = objectOf(expression.match);
  if (match !== undefined) {
    const { op, left, right } = match;
    const negated = op === '!=';
    if (op !== '==' && op !== 'in' && op !== '!=') return () => undefined;
    return (sight) => (isAbout(left, sight) ? unless(negated, isOneOf(left, right, sight, sets)) : false);
  }
  // Who asks how often, how much, or an older program of iptables, is not understood.
  return ['limit', 'quota', 'ct count', 'meter', 'xt'].some((name) => name in expression) ? () => undefined : undefined;
}

/** A rule about the other family or another protocol does not apply, whatever it says of that. */
export function isAbout(left: Json, { packet }: Pick<Sight, 'packet'>): boolean {
  const parts = objectOf(left)?.concat;
  if (Array.isArray(parts)) return parts.every((part) => isAbout(part, { packet }));
  const masked = objectOf(left)?.['&'];
  const { protocol } = objectOf(objectOf(Array.isArray(masked) ? masked[0] : left)?.payload) ?? {};
  if (protocol === 'ip') return packet.source.family === 4;
  if (protocol === 'ip6') return packet.source.family === 6;
  return protocol !== 'tcp' && protocol !== 'udp' ? !others.has(textOf(protocol)) : protocol === packet.protocol;
}

const others = new Set(['icmp', 'icmpv6', 'igmp', 'sctp', 'dccp', 'esp', 'ah', 'comp', 'udplite', 'vlan', 'arp']);

/** Whether what stands on the left is what stands on the right: a value, a list of them, a block, a range, or a set by its name. */
export function isOneOf(left: Json, right: Json, sight: Sight, sets: Sets): Truth {
  const parts = objectOf(left)?.concat;
  if (typeof right === 'string' && right.startsWith('@')) {
    const elements = sets.get(right);
    return elements === undefined ? undefined : some(elements.map((one) => isOneOf(left, elementOf(one), sight, sets)));
  }
  const set = objectOf(right)?.set;
  if (Array.isArray(set)) return some(set.map((one) => isOneOf(left, elementOf(one), sight, sets)));
  if (!Array.isArray(parts)) return is(left, right, sight);
  const values = objectOf(right)?.concat;
  return Array.isArray(values) && values.length === parts.length
    ? every(parts.map((part, index) => isOneOf(part, values[index], sight, sets)))
    : undefined;
}

/** An element of a map stands before what it leads to; one with a time or a counter is wrapped. */
export function elementOf(element: Json): Json {
  if (Array.isArray(element)) return elementOf(element[0]);
  const { val } = objectOf(objectOf(element)?.elem) ?? {};
  return val ?? element;
}

function is(left: Json, right: Json, sight: Sight): Truth {
  const { payload, meta, ct, fib, '&': masked } = objectOf(left) ?? {};
  if (right === '*') return true;
  if (Array.isArray(masked)) return isMasked(masked, right, sight);
  if (objectOf(payload) !== undefined) return isInPayload(objectOf(payload) ?? {}, right, sight);
  if (objectOf(meta) !== undefined) return isMeta(textOf(objectOf(meta)?.key), right, sight);
  if (objectOf(ct) !== undefined) return isTracked(objectOf(ct) ?? {}, right, sight);
  const { result, flags } = objectOf(fib) ?? {};
  if (result !== 'type' || !Array.isArray(flags) || flags.length !== 1) return undefined;
  return isKindOf(flags[0] === 'daddr' ? sight.packet.destination : sight.packet.source, sight, textOf(right));
}

function isInPayload({ protocol, field }: Readonly<Record<string, Json>>, right: Json, { packet }: Sight): Truth {
  if (field === 'dport') return isTo(packet.port, rangeText(right));
  if (field === 'sport') return isFrom(rangeText(right));
  if (field === 'protocol' || field === 'nexthdr') return isProtocol(packet.protocol, textOf(right));
  if ((protocol !== 'ip' && protocol !== 'ip6') || (field !== 'saddr' && field !== 'daddr')) return undefined;
  const address = field === 'saddr' ? packet.source : packet.destination;
  const { prefix, range } = objectOf(right) ?? {};
  const block = objectOf(prefix);
  if (block !== undefined) return inBlock(address, `${textOf(block.addr)}/${textOf(block.len)}`);
  return Array.isArray(range) ? isBetween(address, range.map(textOf)) : isIn(address, textOf(right));
}

const rangeText = (right: Json): string => {
  const { range } = objectOf(right) ?? {};
  return Array.isArray(range) ? range.map(textOf).join('-') : textOf(right) || 'unknown';
};

function isMeta(key: string, right: Json, sight: Sight): Truth {
  const { packet } = sight;
  if (key === 'iifname' || key === 'iif') return sight.in === undefined ? false : isInterface(sight.in, textOf(right), '*');
  if (key === 'oifname' || key === 'oif') return sight.out === undefined ? false : isInterface(sight.out, textOf(right), '*');
  if (key === 'l4proto') return isProtocol(packet.protocol, textOf(right));
  if (key === 'nfproto') return textOf(right) === (packet.source.family === 4 ? 'ipv4' : 'ipv6');
  if (key === 'protocol') return textOf(right) === (packet.source.family === 4 ? 'ip' : 'ip6');
  return key === 'mark' ? isMark(sight, textOf(right)) : undefined;
}

function isTracked({ key }: Readonly<Record<string, Json>>, right: Json, sight: Sight): Truth {
  const words = Array.isArray(right) ? right.map(textOf) : [textOf(right)];
  if (key === 'state') return isState(sight, words);
  if (key === 'mark') return isMark(sight, textOf(right));
  if (key === 'direction') return words[0] === 'original';
  // Nobody has changed where it goes: who does ends what is told.
  return key === 'status' && words.every((word) => ['dnat', 'assured', 'seen-reply', 'confirmed'].includes(word)) ? false : undefined;
}

/** Of a packet that nobody marked no bit is set; the first packet of a connection has SYN alone. */
function isMasked([left, mask]: readonly Json[], right: Json, sight: Sight): Truth {
  const { meta, ct, payload } = objectOf(left) ?? {};
  const key = textOf(objectOf(meta)?.key) || textOf(objectOf(ct)?.key);
  if (key === 'mark') return isMark(sight, textOf(right));
  if (textOf(objectOf(payload)?.field) !== 'flags' || !Array.isArray(mask)) return undefined;
  return mask.includes('syn') ? right === 'syn' : right === 0;
}
