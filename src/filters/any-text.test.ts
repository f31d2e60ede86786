import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packetTo, roadTo } from '../../test/support/filters.ts';
import { fateOf } from './decide.ts';
import { iptablesListing } from './iptables.ts';
import { nftTables } from './nft.ts';

const packet = packetTo('203.0.113.1', 'tcp', 443);
const words = fc.constantFrom(
  '-s',
  '-d',
  '!',
  '-p',
  '-m',
  '-j',
  '-g',
  '--dport',
  '--tcp-flags',
  'tcp',
  'DROP',
  'ACCEPT',
  'A',
  '10.0.0.0/8',
  '"a b"',
  '--x',
  '',
  '/',
);

it('whatever a rule of iptables says, something comes of it', () => {
  fc.assert(
    fc.property(fc.array(fc.array(words, { maxLength: 8 }), { maxLength: 6 }), (rules) => {
      const lines = rules.map((rule) => `-A ${rule.length % 2 === 0 ? 'FORWARD' : 'A'} ${rule.join(' ')}`).join('\n');
      const tables = iptablesListing(`*filter\n:FORWARD ACCEPT [0:0]\n:A - [0:0]\n${lines}\nCOMMIT\n`, 'ip', 'iptables');
      expect(['passes', 'dropped', 'unclear']).toContain(fateOf(packet, roadTo('up0'), tables ?? []).kind);
    }),
  );
});

it('whatever an expression of nft says, something comes of it', () => {
  const chain = { family: 'inet', table: 't', name: 'c', hook: 'forward', prio: 0, policy: 'accept' };
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(fc.dictionary(fc.constantFrom('match', 'vmap', 'drop', 'jump', 'set', 'mangle', 'xt'), fc.jsonValue()), fc.jsonValue()),
      ),
      (expr) => {
        const nftables = [{ table: { family: 'inet', name: 't' } }, { chain }, { rule: { family: 'inet', table: 't', chain: 'c', expr } }];
        expect(['passes', 'dropped', 'unclear']).toContain(
          fateOf(packet, roadTo('up0'), nftTables(JSON.stringify({ nftables })) ?? []).kind,
        );
      },
    ),
  );
});
