import { describe, expect, it } from 'vitest';
import { at, container, type Overrides, outcomeOf, source, table } from '../../../test/support/table.ts';
import {
  type Direction,
  type Field,
  type LabelRequirement,
  type LabelSelector,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
  unknown,
} from '../../model/index.ts';
import { networkPolicyBreadth } from './control.ts';

const origin = { source, start: 0, end: 1 };
const selector = (...requirements: LabelRequirement[]): LabelSelector => ({ origin, requirements });
const labelled = (value: string) => selector({ key: 'app', operator: at('In'), values: [at(value)] });
const block = (cidr: Field<string>, ...except: string[]): PolicyPeer => ({
  origin,
  ipBlock: { cidr, except: except.map((one) => at(one)) },
});
const port = (number?: number | string, more: Partial<PolicyPort> = {}): PolicyPort => ({
  origin,
  ...(number !== undefined && { port: at(number) }),
  ...more,
});

const rule = (peers: PolicyPeer[], ports: PolicyPort[] = []): PolicyRule => ({ origin, peers, ports });

function pod(direction: Direction, rules: PolicyRule[], types: readonly Direction[] = ['ingress', 'egress']): Overrides {
  const spec = { selects: selector(), types: at(types), writes: types, ingress: [], egress: [], [direction]: rules };
  return { engine: 'kubernetes', policies: { inRun: 1, selecting: [{ name: 'p', origin, spec }], perhaps: [] } };
}

const anyNamespace = { origin, namespaces: selector() };
const named = { origin, namespaces: selector({ key: 'kubernetes.io/metadata.name', operator: at('Exists'), values: [] }) };
const api = { origin, pods: labelled('api') };

table(networkPolicyBreadth, [
  ['no rules: all closed', pod('ingress', []), 'held'],
  ['everybody in, everywhere', pod('ingress', [rule([])]), 'broken', /policy p lets everybody in on every port/],
  ['every IPv4 address in', pod('ingress', [rule([block(at('0.0.0.0/0'))])]), 'broken', /everybody/],
  ['every IPv6 address in', pod('ingress', [rule([block(at('::/0'))])]), 'broken', /everybody/],
  [
    'both halves of every address in',
    pod('ingress', [rule([block(at('0.0.0.0/1')), block(at('128.0.0.0/1'))])]),
    'broken',
    /lets everybody in/,
  ],
  ['both halves of IPv6 in', pod('ingress', [rule([block(at('::/1')), block(at('8000::/1'))])]), 'broken', /lets everybody in/],
  ['all of the public IPv6 in', pod('ingress', [rule([block(at('2000::/3'))])]), 'broken', /lets everybody in/],
  ['IPv6 but for the private part', pod('ingress', [rule([block(at('::/0'), 'fc00::/7')])]), 'broken', /lets everybody in/],
  ['IPv6 but for a small part', pod('ingress', [rule([block(at('::/0'), '2001:db8::/32')])]), 'broken', /99 % of all IPv6 addresses in on/],
  [
    'every address but one in',
    pod('ingress', [rule([block(at('0.0.0.0/0'), '203.0.113.7/32')])]),
    'broken',
    /lets 99 % of all IPv4 addresses in on/,
  ],
  ['every private address in', pod('ingress', [rule([block(at('10.0.0.0/8')), block(at('172.16.0.0/12'))], [port(443)])]), 'held'],
  ['a quarter in', pod('ingress', [rule([block(at('64.0.0.0/2'))])]), 'broken', /lets 25 % of/],
  ['less than a quarter in', pod('ingress', [rule([block(at('64.0.0.0/3'))], [port(443)])]), 'held'],
  ['nearly all left out', pod('ingress', [rule([block(at('0.0.0.0/0'), '0.0.0.0/1', '128.0.0.0/2', '192.0.0.0/4')], [port(443)])]), 'held'],
  [
    'a part that is to be filled in left out',
    pod('ingress', [rule([{ origin, ipBlock: { cidr: at('0.0.0.0/0'), except: [unknown('${OWN}')] } }])]),
    'unknown',
  ],
  [
    'a part that is to be filled in left out, beside everybody',
    pod('ingress', [rule([{ origin, ipBlock: { cidr: at('0.0.0.0/0'), except: [unknown('${OWN}')] } }, block(at('0.0.0.0/0'))])]),
    'broken',
    /everybody/,
  ],
  [
    'out to both halves',
    pod('egress', [rule([block(at('0.0.0.0/1')), block(at('128.0.0.0/1'))])]),
    'broken',
    /reach every address on every port, the metadata/,
  ],
  [
    'out but for private addresses',
    pod('egress', [rule([block(at('0.0.0.0/0'), '10.0.0.0/8', '169.254.0.0/16')])]),
    'broken',
    /reach 99 % of all IPv4 addresses on every port$/,
  ],
  ['some in on a port', pod('ingress', [rule([api], [port(8080)])]), 'held'],
  ['the pods of its namespace', pod('ingress', [rule([{ origin, pods: selector() }], [port(80)])]), 'held'],
  ['every namespace in', pod('ingress', [rule([anyNamespace])]), 'broken', /every pod of every namespace in on every port/],
  ['every namespace by its own name', pod('ingress', [rule([named])]), 'broken', /every pod of every namespace/],
  ['some pods of every namespace', pod('ingress', [rule([{ ...anyNamespace, pods: labelled('prometheus') }], [port(9090)])]), 'held'],
  ['one of several peers is everybody', pod('ingress', [rule([api, block(at('0.0.0.0/0'))])]), 'broken'],
  ['out to everywhere', pod('egress', [rule([])]), 'broken', /reach every address on every port, the metadata service/],
  ['names alone, by number', pod('egress', [rule([], [port(53, { protocol: at('UDP') }), port(53)])]), 'held'],
  ['names alone, in every namespace', pod('egress', [rule([anyNamespace], [port(53, { protocol: at('UDP') })])]), 'held'],
  ['names alone, at OpenShift', pod('egress', [rule([], [port(5353)])]), 'held'],
  ['a range that begins at 53', pod('egress', [rule([], [port(53, { endPort: at(9000) })])]), 'broken', /169\.254/],
  ['out, with another part left out', pod('egress', [rule([block(at('0.0.0.0/0'), '10.0.0.0/8')], [port(80)])]), 'broken', /credentials/],
  ['half of all addresses', pod('egress', [rule([block(at('128.0.0.0/1'))], [port(80)])]), 'broken', /credentials/],
  ['the metadata service on purpose', pod('egress', [rule([block(at('169.254.169.254/32'))], [port(80)])]), 'held'],
  ['a block that is to be filled in', pod('egress', [rule([block(unknown('${CIDR}'))], [port(443)])]), 'unknown'],
  ['rules of a direction that is not restricted', pod('ingress', [rule([])], ['egress']), 'held'],
  [
    'no policy selects it',
    { engine: 'kubernetes', policies: { inRun: 2, selecting: [], perhaps: [] } },
    'inapplicable',
    /see network-policy/,
  ],
  ['the network of the node', { ...pod('ingress', [rule([])]), linux: { namespaces: { network: at({ mode: 'host' }) } } }, 'inapplicable'],
  ['Docker', {}, 'inapplicable', /only Kubernetes/],
]);

describe('network-policy-breadth, of a pod with very many rules', () => {
  const told = (count: number) =>
    [
      networkPolicyBreadth.judge(
        container(
          pod(
            'ingress',
            Array.from({ length: count }, () => rule([])),
          ),
        ),
      ),
    ].flat();

  it('tells the first, and how many more', () => {
    expect(told(20)).toHaveLength(20);
    const many = told(25);
    expect(many).toHaveLength(21);
    expect(many[20]).toMatchObject({ outcome: 'broken', detail: '5 more rules of its network policies let through as much' });
  });

  it('tells what is grave, however much else there is', () => {
    const quiet = Array.from({ length: 30 }, () => rule([], [port(443)]));
    const all = [networkPolicyBreadth.judge(container(pod('ingress', [...quiet, rule([])])))].flat();
    expect(all.filter((verdict) => !('level' in verdict))).toMatchObject([
      { detail: 'the network policy p lets everybody in on every port' },
    ]);
  });

  it('says so where not every policy was looked at', () => {
    const { policies } = pod('ingress', []);
    const because = 'only some of them were looked at';
    const left = { ...policies, inRun: 1, selecting: policies?.selecting ?? [], perhaps: [], leftOut: { because, origin } };
    expect([networkPolicyBreadth.judge(container({ engine: 'kubernetes', policies: left }))].flat()).toMatchObject([
      { outcome: 'unknown', because },
    ]);
  });
});

describe('network-policy-breadth', () => {
  const quiet: [string, Overrides, RegExp][] = [
    ['the public on a port', pod('ingress', [rule([], [port(443)])]), /everybody in on port 443$/],
    ['the public on four ports', pod('ingress', [rule([], [port(1), port(2), port('http'), port(4)])]), /ports 1, 2, http and 1 more/],
    ['its peers on every port', pod('ingress', [rule([api])]), /its peers in on every port/],
    ['its peers on a range of all', pod('ingress', [rule([api], [port(1, { endPort: at(65535) })])]), /its peers in on every port/],
    [
      'every address but some in at 443',
      pod('ingress', [rule([block(at('0.0.0.0/0'), '10.0.0.0/8')], [port(443)])]),
      /99 % of all IPv4 addresses in on port 443$/,
    ],
    [
      'all but the metadata service',
      pod('egress', [rule([block(at('0.0.0.0/0'), '169.254.169.254/32')], [port(80)])]),
      /99 % .* on port 80$/,
    ],
    [
      'all but link-local addresses',
      pod('egress', [rule([block(at('0.0.0.0/0'), '169.254.0.0/16')], [port(443)])]),
      /99 % .* on port 443$/,
    ],
    ['out at 443 alone', pod('egress', [rule([block(at('0.0.0.0/0'), '10.0.0.0/8')], [port(443)])]), /99 % .* on port 443$/],
    [
      'out at 80, by UDP',
      pod('egress', [rule([block(at('0.0.0.0/0'), '10.0.0.0/8')], [port(80, { protocol: at('UDP') })])]),
      /99 % .* on port 80$/,
    ],
    ['every address at 443', pod('egress', [rule([block(at('0.0.0.0/0'))], [port(443)])]), /every address on port 443/],
  ];
  it.each(quiet)('tells only those who ask for everything of %s', (_, parts, detail) => {
    const verdicts = [networkPolicyBreadth.judge(container(parts))].flat();
    expect(verdicts).toMatchObject([{ outcome: 'broken', level: 'strict', severity: 'low', detail: expect.stringMatching(detail) }]);
  });

  it('judges each rule apart, with what to do about it', () => {
    const rules = [rule([]), rule([block(at('0.0.0.0/0'), '10.0.0.0/8')], [port(80)])];
    const verdicts = [networkPolicyBreadth.judge(container(pod('egress', rules)))].flat();
    expect(outcomeOf(verdicts)).toBe('broken');
    expect(networkPolicyBreadth.harden(container(pod('egress', rules)))).toEqual([
      { set: 'networkPolicy.narrow', to: { policy: 'p', asks: 'name in to who has to be let through, and in ports where' } },
      { set: 'networkPolicy.narrow', to: { policy: 'p', asks: 'add except: [169.254.169.254/32] to the ipBlock' } },
    ]);
  });
});
