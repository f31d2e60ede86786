import { describe, expect, it } from 'vitest';
import { address, docker, packetTo, roadTo } from '../../test/support/filters.ts';
import { fateOf } from './decide.ts';
import { iptablesListing } from './iptables.ts';
import type { Table } from './rule.ts';

/** A table of one chain of the forward hook. */
const forward = (rules: string, policy = 'ACCEPT', more = ''): string => `*filter\n:FORWARD ${policy} [0:0]\n${more}${rules}\nCOMMIT\n`;
const tablesOf = (text: string): readonly Table[] => iptablesListing(text, 'ip', 'iptables') ?? [];

describe('one rule, met by a new connection of 172.17.0.2 by docker0 and up0 to 203.0.113.1 tcp 443', () => {
  it.each<[rule: string, fate: 'dropped' | 'passes' | 'unclear']>([
    ['-A FORWARD -j DROP', 'dropped'],
    ['-A FORWARD -j REJECT --reject-with icmp-port-unreachable', 'dropped'],
    ['-A FORWARD -j ACCEPT', 'passes'],
    ['-A FORWARD -s 172.17.0.0/16 -j DROP', 'dropped'],
    ['-A FORWARD -s 172.17.0.0/255.255.0.0 -j DROP', 'dropped'],
    ['-A FORWARD ! -s 172.17.0.0/16 -j DROP', 'passes'],
    ['-A FORWARD -d 203.0.113.1/32 -j DROP', 'dropped'],
    ['-A FORWARD ! -d 10.0.0.0/8 -j DROP', 'dropped'],
    ['-A FORWARD -i docker0 ! -o docker0 -j DROP', 'dropped'],
    ['-A FORWARD -i docker+ -j DROP', 'dropped'],
    ['-A FORWARD -i br+ -j DROP', 'passes'],
    ['-A FORWARD -o docker0 -j DROP', 'passes'],
    ['-A FORWARD -p tcp -m tcp --dport 443 -j DROP', 'dropped'],
    ['-A FORWARD -p tcp -m tcp --dport 1:442 -j DROP', 'passes'],
    ['-A FORWARD -p udp -m udp --dport 443 -j DROP', 'passes'],
    ['-A FORWARD -p 6 -j DROP', 'dropped'],
    ['-A FORWARD -p icmp -m icmp --icmp-type 8 -j DROP', 'passes'],
    ['-A FORWARD -p tcp -m multiport --dports 80,443 -j DROP', 'dropped'],
    ['-A FORWARD -p tcp -m multiport ! --dports 80,443 -j DROP', 'passes'],
    ['-A FORWARD -p tcp -m tcp --sport 53 -j DROP', 'passes'],
    ['-A FORWARD -p tcp -m tcp --sport 40000 -j DROP', 'unclear'],
    ['-A FORWARD -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j DROP', 'dropped'],
    ['-A FORWARD -p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN -m conntrack --ctstate NEW -j DROP', 'passes'],
    ['-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j DROP', 'passes'],
    ['-A FORWARD -m conntrack --ctstate INVALID -j DROP', 'passes'],
    ['-A FORWARD -m conntrack --ctstate NEW -j DROP', 'dropped'],
    ['-A FORWARD -m conntrack ! --ctstate NEW -j DROP', 'passes'],
    ['-A FORWARD -m addrtype --dst-type LOCAL -j DROP', 'passes'],
    ['-A FORWARD -m addrtype ! --dst-type LOCAL -j DROP', 'dropped'],
    ['-A FORWARD -m mark --mark 0x1/0x1 -j DROP', 'passes'],
    ['-A FORWARD -m mark --mark 0x0/0x1 -j DROP', 'dropped'],
    ['-A FORWARD -m iprange --dst-range 203.0.113.0-203.0.113.9 -j DROP', 'dropped'],
    ['-A FORWARD -m comment --comment "a \\"word\\" -j ACCEPT" -j DROP', 'dropped'],
    ['-A FORWARD -m set --match-set outside dst -j DROP', 'unclear'],
    ['-A FORWARD -m set --match-set outside dst -s 10.0.0.0/8 -j DROP', 'passes'],
    ['-A FORWARD -m limit --limit 5/min -j LOG --log-prefix "x -j DROP"', 'passes'],
    ['-A FORWARD -m some --thing 5 -j DROP', 'unclear'],
    ['-A FORWARD -m some --thing 5 -j ACCEPT', 'passes'],
    ['-A FORWARD -j NFQUEUE --queue-num 1', 'unclear'],
    ['-A FORWARD -j MYTARGET --words', 'unclear'],
  ])('%s', (rule, fate) => {
    expect(fateOf(packetTo('203.0.113.1', 'tcp', 443), roadTo('up0'), tablesOf(forward(rule))).kind).toBe(fate);
  });
});

describe('several rules', () => {
  const chains = ':A - [0:0]\n:B - [0:0]\n';
  it.each<[name: string, text: string, fate: 'dropped' | 'passes' | 'unclear']>([
    ['policy', forward('-A FORWARD -d 10.0.0.0/8 -j ACCEPT', 'DROP'), 'dropped'],
    ['what may be accepted before a policy drops it', forward('-A FORWARD -m set --match-set x dst -j ACCEPT', 'DROP'), 'unclear'],
    ['what may be dropped, and is dropped anyway', forward('-A FORWARD -m set --match-set x dst -j DROP\n-A FORWARD -j DROP'), 'dropped'],
    ['a jump and back', forward('-A FORWARD -j A\n-A FORWARD -j DROP\n-A A -d 10.0.0.0/8 -j DROP', 'ACCEPT', chains), 'dropped'],
    ['a jump that accepts', forward('-A FORWARD -j A\n-A FORWARD -j DROP\n-A A -j ACCEPT', 'ACCEPT', chains), 'passes'],
    ['a return before the drop', forward('-A FORWARD -j A\n-A A -j RETURN\n-A A -j DROP', 'ACCEPT', chains), 'passes'],
    [
      'what may return before the drop',
      forward('-A FORWARD -j A\n-A A -m set --match-set x dst -j RETURN\n-A A -j DROP', 'ACCEPT', chains),
      'unclear',
    ],
    [
      'what may return to where it is dropped',
      forward('-A FORWARD -j A\n-A FORWARD -j DROP\n-A A -m set --match-set x dst -j RETURN\n-A A -j DROP', 'ACCEPT', chains),
      'dropped',
    ],
    ['goto does not come back', forward('-A FORWARD -g A\n-A FORWARD -j DROP\n-A A -d 10.0.0.0/8 -j DROP', 'ACCEPT', chains), 'passes'],
    ['a circle', forward('-A FORWARD -j A\n-A A -j B\n-A B -j A', 'ACCEPT', chains), 'unclear'],
    ['a mark that was set', forward('-A FORWARD -j MARK --set-xmark 0x1/0x1\n-A FORWARD -m mark --mark 0x1/0x1 -j DROP'), 'unclear'],
    [
      'another way',
      '*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 443 -j REDIRECT --to-ports 8443\nCOMMIT\n',
      'unclear',
    ],
    [
      'untracked',
      '*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j CT --notrack\nCOMMIT\n*filter\n:FORWARD DROP [0:0]\n-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\nCOMMIT\n',
      'dropped',
    ],
    [
      'a drop of another table',
      '*mangle\n:FORWARD ACCEPT [0:0]\n-A FORWARD -j DROP\nCOMMIT\n*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -j ACCEPT\nCOMMIT\n',
      'dropped',
    ],
  ])('%s', (_, text, fate) => {
    expect(fateOf(packetTo('203.0.113.1', 'tcp', 443), roadTo('up0'), tablesOf(text)).kind).toBe(fate);
  });

  it('very many are bounded', () => {
    const wide = Array.from({ length: 15 }, (_, index) => `${`-A C${index} -j C${index + 1}\n`.repeat(8)}`).join('');
    const names = Array.from({ length: 16 }, (_, index) => `:C${index} - [0:0]\n`).join('');
    expect(
      fateOf(packetTo('203.0.113.1', 'tcp', 443), roadTo('up0'), tablesOf(forward(`-A FORWARD -j C0\n${wide}`.trimEnd(), 'ACCEPT', names)))
        .kind,
    ).toBe('unclear');
  });
});

describe('rule sets of engines', () => {
  it.each<[name: string, rules: string, to: string, out: string, from: string, fate: string]>([
    ['out of the default bridge', docker(), '203.0.113.1', 'up0', 'docker0', 'passes'],
    ['out of an internal network', docker(), '203.0.113.1', 'up0', 'br-35a9d19b4766', 'dropped'],
    ['to another of the default bridge', docker(), '172.17.0.3', 'docker0', 'docker0', 'passes'],
    ['to another network', docker(), '172.18.0.3', 'br-e165bc4a5538', 'docker0', 'dropped'],
    ['to another of the default bridge that keeps them apart', docker({ icc: false }), '172.17.0.3', 'docker0', 'docker0', 'dropped'],
    ['what DOCKER-USER drops', docker({ user: '-A DOCKER-USER ! -d 172.16.0.0/12 -j DROP\n' }), '203.0.113.1', 'up0', 'docker0', 'dropped'],
  ])('%s', (_, rules, to, out, from, fate) => {
    expect(
      fateOf(
        { ...packetTo(to, 'tcp', 443), source: address(from === 'docker0' ? '172.17.0.2' : '172.19.0.2') },
        roadTo(out, from),
        tablesOf(rules),
      ).kind,
    ).toBe(fate);
  });
});

describe('listings', () => {
  it.each(['no listing', '*filter\n:FORWARD ACCEPT [0:0]\n', '*filter\n-A NOWHERE -j DROP\nCOMMIT\n', '-A FORWARD -j DROP\n'])(
    '%j is none',
    (text) => {
      expect(iptablesListing(text, 'ip', 'iptables')).toBeUndefined();
    },
  );
  it('a table that iptables cannot say is left out', () => {
    expect(iptablesListing("# Table `filter' is incompatible, use 'nft' tool.\n", 'ip', 'iptables')).toEqual([]);
  });
  it('the rule that decides is told', () => {
    expect(fateOf(packetTo('203.0.113.1', 'tcp', 443), roadTo('up0'), tablesOf(forward('-A FORWARD -i docker0 -j DROP')))).toEqual({
      kind: 'dropped',
      by: '-A FORWARD -i docker0 -j DROP (iptables, table filter, chain FORWARD)',
    });
  });
});
