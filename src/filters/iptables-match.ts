import { isBetween, isFrom, isIn, isInterface, isKindOf, isMark, isProtocol, isState, isTo, unless } from './match.ts';
import { type Condition, type Sight, some, type Truth } from './rule.ts';

type Reads = (sight: Sight, value: string) => Truth;

/** Options of one value, by their long name or the short one that iptables-save prints. Source: iptables(8) and iptables-extensions(8) 1.8.9. */
const withValue: Readonly<Record<string, Reads>> = {
  '-s': ({ packet }, value) => isIn(packet.source, value),
  '-d': ({ packet }, value) => isIn(packet.destination, value),
  '-i': (sight, value) => isInterface(sight.in, value, '+'),
  '-o': (sight, value) => isInterface(sight.out, value, '+'),
  '-p': ({ packet }, value) => isProtocol(packet.protocol, value),
  '--dport': ({ packet }, value) => isTo(packet.port, value),
  '--sport': (_, value) => isFrom(value),
  '--dports': ({ packet }, value) => some(value.split(',').map((one) => isTo(packet.port, one))),
  '--sports': (_, value) => some(value.split(',').map(isFrom)),
  '--ports': ({ packet }, value) => some(value.split(',').flatMap((one) => [isTo(packet.port, one), isFrom(one)])),
  '--ctstate': (sight, value) => isState(sight, value.split(',')),
  '--state': (sight, value) => isState(sight, value.split(',')),
  '--dst-type': (sight, value) => some(value.split(',').map((kind) => isKindOf(sight.packet.destination, sight, kind))),
  '--src-type': (sight, value) => some(value.split(',').map((kind) => isKindOf(sight.packet.source, sight, kind))),
  '--src-range': ({ packet }, value) => isBetween(packet.source, value.split('-')),
  '--dst-range': ({ packet }, value) => isBetween(packet.destination, value.split('-')),
  '--mark': isMark,
  '--comment': () => true,
};

/** What is asked of an ICMP packet is asked of none of ours, since its protocol stands before it. */
const never = new Set(['--icmp-type', '--icmpv6-type']);

/** Of a rule's words what it asks. One that is not understood cannot be told; another one that is false decides all the same. */
export function conditionsOf(words: readonly string[]): readonly Condition[] {
  const conditions: Condition[] = [];
  for (let at = 0; at < words.length; at++) {
    const negated = words[at] === '!';
    if (negated) at += 1;
    const word = words[at] ?? '';
    const reads = withValue[word];
    if (word === '-m') at += 1;
    else if (reads !== undefined) {
      const value = words[at + 1] ?? '';
      at += 1;
      conditions.push((sight) => unless(negated, reads(sight, value)));
    } else if (word === '--syn' || word === '-f') conditions.push(() => unless(negated, word === '--syn'));
    else if (word === '--tcp-flags') {
      const [mask = '', set = ''] = words.slice(at + 1, at + 3);
      at += 2;
      conditions.push(() => unless(negated, areFlags(mask.split(','), set.split(','))));
    } else if (never.has(word)) {
      at += 1;
      conditions.push(() => false);
    } else if (word.startsWith('-')) conditions.push(() => undefined);
  }
  return conditions;
}

/** The first packet of a connection has SYN alone. */
function areFlags(mask: readonly string[], set: readonly string[]): Truth {
  const looksAtSyn = mask.includes('SYN') || mask.includes('ALL');
  return looksAtSyn ? set.length === 1 && set[0] === 'SYN' : set.length === 1 && set[0] === 'NONE';
}
