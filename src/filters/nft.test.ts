import { describe, expect, it } from 'vitest';
import { packetTo, roadTo } from '../../test/support/filters.ts';
import { fateOf } from './decide.ts';
import { nftTables } from './nft.ts';

/** As nft 1.0.6 lists them: the expressions of the rules of one chain. */
type Expressions = readonly object[];
const match = (left: object, right: unknown, op = '==') => ({ match: { op, left, right } });
const meta = (key: string) => ({ meta: { key } });
const ct = (key: string) => ({ ct: { key } });
const payload = (protocol: string, field: string) => ({ payload: { protocol, field } });
const drop = { drop: null };
const accept = { accept: null };
const to = (target: string) => ({ jump: { target } });

const table = { family: 'inet', table: 'fw' };
function ruleset(
  rules: readonly Expressions[],
  { policy = 'accept', more = [] as readonly object[], family = 'inet', flags = {} } = {},
): string {
  const own = { ...table, family };
  return JSON.stringify({
    nftables: [
      { metainfo: { version: '1.0.6', json_schema_version: 1 } },
      { table: { family, name: 'fw', handle: 1, ...flags } },
      { chain: { ...own, name: 'sub', handle: 1 } },
      { chain: { ...own, name: 'forward', handle: 2, type: 'filter', hook: 'forward', prio: 0, policy } },
      ...more,
      ...rules.map((expr) => ({ rule: { ...own, chain: 'forward', handle: 9, expr } })),
    ],
  });
}
const inSub = (...expr: Expressions) => ({ rule: { ...table, chain: 'sub', handle: 8, expr } });
const bad = {
  set: { ...table, name: 'bad', type: 'ipv4_addr', handle: 5, elem: ['198.51.100.7', { prefix: { addr: '203.0.113.0', len: 24 } }] },
};
const map = {
  map: {
    ...table,
    name: 'm',
    map: 'verdict',
    elem: [
      [53, to('sub')],
      [{ elem: { val: 443, timeout: 9 } }, drop],
    ],
  },
};
const flags = { '&': [payload('tcp', 'flags'), ['fin', 'syn', 'rst', 'ack']] };

type Case = readonly [
  name: string,
  rules: readonly Expressions[],
  fate: 'dropped' | 'passes' | 'unclear',
  more?: Parameters<typeof ruleset>[1],
];
const cases: readonly Case[] = [
  ['state of later packets', [[match(ct('state'), ['established', 'related'], 'in'), drop]], 'passes'],
  ['a new connection', [[match(ct('state'), { set: ['new', 'untracked'] }), drop]], 'dropped'],
  [
    'states that lead on',
    [
      [
        {
          vmap: {
            key: ct('state'),
            data: {
              set: [
                ['invalid', drop],
                ['new', to('sub')],
              ],
            },
          },
        },
      ],
    ],
    'dropped',
    { more: [inSub(drop)] },
  ],
  ['interfaces', [[match(meta('iifname'), 'docker0'), match(meta('oifname'), 'docker0', '!='), { counter: {} }, drop]], 'dropped'],
  ['names that go on', [[match(meta('iifname'), { set: ['br0', 'docker*'] }), drop]], 'dropped'],
  ['other names', [[match(meta('iifname'), { set: ['br0', 'veth*'] }), drop]], 'passes'],
  ['a set by its name', [[match(payload('ip', 'daddr'), '@bad'), { log: { prefix: 'x' } }, drop]], 'dropped', { more: [bad] }],
  ['not in a set', [[match(payload('ip', 'daddr'), '@bad', '!='), drop]], 'passes', { more: [bad] }],
  ['a set that is not there', [[match(payload('ip', 'daddr'), '@gone'), drop]], 'unclear'],
  ['ports and their ranges', [[match(payload('tcp', 'dport'), { set: [80, { range: [400, 500] }] }), { reject: {} }]], 'dropped'],
  ['another protocol', [[match(payload('udp', 'dport'), 443, '!='), drop]], 'passes'],
  ['either of two', [[match(meta('l4proto'), { set: ['tcp', 'udp'] }), match(payload('th', 'dport'), 443), drop]], 'dropped'],
  ['a map by its name', [[{ vmap: { key: payload('tcp', 'dport'), data: '@m' } }]], 'dropped', { more: [map] }],
  ['a map about something else', [[{ vmap: { key: payload('udp', 'dport'), data: '@m' } }]], 'passes', { more: [map] }],
  [
    'two at once',
    [[match({ concat: [payload('ip', 'saddr'), payload('tcp', 'dport')] }, { set: [{ concat: ['172.17.0.2', 443] }] }), drop]],
    'dropped',
  ],
  [
    'two at once, of which one is not',
    [[match({ concat: [payload('ip', 'saddr'), payload('tcp', 'dport')] }, { set: [{ concat: ['172.17.0.2', 80] }] }), drop]],
    'passes',
  ],
  ['no mark', [[match({ '&': [meta('mark'), 255] }, 1), drop]], 'passes'],
  ['a mark that may be', [[{ mangle: { key: meta('mark'), value: 1 } }], [match(meta('mark'), 1), drop]], 'unclear'],
  ['so many a second', [[{ limit: { rate: 10, burst: 5, per: 'second' } }, accept]], 'unclear', { policy: 'drop' }],
  ['an address of the machine', [[match({ fib: { result: 'type', flags: ['daddr'] } }, 'local'), drop]], 'passes'],
  ['where it would have come from', [[match({ fib: { result: 'oif', flags: ['saddr', 'iif'] } }, false), drop]], 'unclear'],
  ['the other family', [[match(payload('ip6', 'daddr'), { prefix: { addr: '::', len: 0 } }), drop]], 'passes'],
  ['goto', [[match(payload('ip', 'protocol'), 'tcp'), { goto: { target: 'sub' } }], [drop]], 'passes'],
  ['the first packet of a connection', [[match(flags, 'syn'), drop]], 'dropped'],
  ['a later one', [[match(flags, 'syn', '!='), drop]], 'passes'],
  ['ranges of addresses', [[match(payload('ip', 'daddr'), { range: ['203.0.113.0', '203.0.113.9'] }), drop]], 'dropped'],
  ['its policy', [], 'dropped', { policy: 'drop' }],
  ['the other family has its own table', [[drop]], 'passes', { family: 'ip6' }],
  ['dormant', [[drop]], 'passes', { flags: { flags: ['dormant'] } }],
  ['what iptables put there', [[{ xt: { type: 'match', name: 'addrtype' } }, drop]], 'unclear'],
  ['a statement of the future', [[{ teleport: null }]], 'unclear'],
  ['queued', [[{ queue: { num: 1 } }]], 'unclear'],
];

describe('a new connection of 172.17.0.2 by docker0 and up0 to 203.0.113.1 tcp 443', () => {
  it.each(cases.map(([name, rules, fate, more = {}]) => ({ name, rules, fate, more })))('$name', ({ rules, fate, more }) => {
    const tables = nftTables(ruleset(rules, more)) ?? [];
    expect(fateOf(packetTo('203.0.113.1', 'tcp', 443), roadTo('up0'), tables).kind).toBe(fate);
  });

  it('of several chains each has to let it through, in their order', () => {
    const chain = (name: string, prio: number) => ({
      chain: { ...table, name, handle: 3, type: 'filter', hook: 'forward', prio, policy: 'accept' },
    });
    const rule = (name: string, ...expr: Expressions) => ({ rule: { ...table, chain: name, handle: 4, expr } });
    const tables =
      nftTables(ruleset([[accept]], { more: [chain('late', 10), chain('early', -10), rule('late', drop), rule('early', drop)] })) ?? [];
    expect(fateOf(packetTo('203.0.113.1', 'tcp', 443), roadTo('up0'), tables)).toMatchObject({
      kind: 'dropped',
      by: expect.stringMatching(/chain early/),
    });
  });

  it('the rule that decides is told in the words of nft', () => {
    const rule = [
      match(meta('iifname'), 'docker0'),
      match(payload('tcp', 'dport'), { set: [443, { range: [1, 9] }] }),
      match(payload('ip', 'daddr'), { prefix: { addr: '203.0.113.0', len: 24 } }),
      drop,
    ];
    expect(fateOf(packetTo('203.0.113.1', 'tcp', 443), roadTo('up0'), nftTables(ruleset([rule])) ?? [])).toEqual({
      kind: 'dropped',
      by: 'iifname docker0 tcp dport { 443, 1-9 } ip daddr 203.0.113.0/24 drop (nft, table fw, chain forward)',
    });
  });
});

it.each(['', '[]', '{"nftables": 5}', 'null'])('%j is no listing', (text) => {
  expect(nftTables(text)).toBeUndefined();
});
