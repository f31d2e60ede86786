import { describe, expect, it } from 'vitest';
import { effectiveOf } from '../../../test/support/effective-of.ts';
import { docker } from '../../../test/support/filters.ts';
import { iptablesListing } from '../../filters/index.ts';
import type { Evidence } from '../../model/index.ts';
import { toNeighbours, toOutside } from '../../probes/index.ts';
import { egressOf } from './egress.ts';
import { networkOf, withNetwork } from './evidence.ts';
import { interfacesIn } from './interfaces.ts';
import { neighboursOf } from './neighbours.ts';
import type { Around, Contact, Space, Surroundings } from './seen.ts';

/** As iproute2 6.1 lists them, without what nobody reads. */
const own = interfacesIn(
  JSON.stringify([
    { ifindex: 1, ifname: 'lo', addr_info: [{ family: 'inet', local: '127.0.0.1', prefixlen: 8, scope: 'host' }] },
    {
      ...{ ifindex: 7, link_index: 8, ifname: 'eth0', linkinfo: { info_kind: 'veth' } },
      addr_info: [
        { family: 'inet', local: '172.17.0.2', prefixlen: 16, scope: 'global' },
        { family: 'inet6', local: 'fe80::1', prefixlen: 64, scope: 'link' },
      ],
    },
  ]),
);
const port = {
  ifindex: 8,
  link_index: 7,
  ifname: 'veth1',
  master: 'docker0',
  linkinfo: { info_kind: 'veth', info_slave_kind: 'bridge' },
  addr_info: [],
};
const bridge = { ifindex: 3, ifname: 'docker0', linkinfo: { info_kind: 'bridge', info_data: { nf_call_iptables: 0 } } };
const near = { ...bridge, addr_info: [{ family: 'inet', local: '172.17.0.1', prefixlen: 16, scope: 'global' }] };
const links = interfacesIn(JSON.stringify([near, port, { ifindex: 2, ifname: 'up0', addr_info: [] }]));
const filters = (rules: string) => iptablesListing(rules, 'ip', 'iptables') ?? [];
const dropping = filters('*filter\n:OUTPUT ACCEPT [0:0]\n-A OUTPUT -p tcp -j DROP\nCOMMIT\n');

const inside: Space = { interfaces: own ?? [], tables: [], routes: { 4: { by: 'eth0' }, 6: { because: 'there is no route out' } } };
const machine: Around = {
  ...{ interfaces: links ?? [], tables: filters(docker()), routes: { 4: { by: 'up0' }, 6: undefined } },
  ...{ forwards: { 4: true, 6: false }, bridgeAsks: true },
};
const noIcc = { ...machine, tables: filters(docker({ icc: false })) };

type Change = { readonly own?: Partial<Space>; readonly around?: Surroundings['around']; readonly contacts?: readonly Contact[] };
const seen = ({ own: changed = {}, around = machine, contacts = [] }: Change): Surroundings => ({
  own: { ...inside, ...changed },
  around,
  contacts,
});

describe('egress: tcp 443 of IPv4', () => {
  it.each<[name: string, change: Change, state: string, because: RegExp]>([
    ['open', {}, 'open', /^it goes by eth0, docker0 and up0, and no filter stops it$/],
    ['no route', { own: { routes: { 4: { because: 'there is no route out' }, 6: undefined } } }, 'closed', /^there is no route out$/],
    ['no routes read', { own: { routes: { 4: undefined, 6: undefined } } }, 'unknown', /could not be read/],
    ['dropped inside', { own: { tables: dropping } }, 'closed', /^dropped inside by -A OUTPUT -p tcp -j DROP/],
    ['dropped inside, whatever is around', { own: { tables: dropping }, around: { because: 'x' } }, 'closed', /inside/],
    [
      'dropped on the machine',
      { around: { ...machine, tables: filters(docker({ user: '-A DOCKER-USER -j DROP\n' })) } },
      'closed',
      /^dropped on the machine by -A DOCKER-USER -j DROP/,
    ],
    [
      'dropped on the machine, though not all was read',
      { own: { unread: 'x' }, around: { ...machine, unread: 'y', tables: filters(docker({ user: '-A DOCKER-USER -j DROP\n' })) } },
      'closed',
      /DOCKER-USER/,
    ],
    ['not all was read', { around: { ...machine, unread: 'the tables are not read' } }, 'unknown', /^the tables are not read$/],
    ['not all was read inside', { own: { unread: 'the tables are not read' } }, 'unknown', /^the tables are not read$/],
    [
      'it depends',
      { around: { ...machine, tables: filters(docker({ user: '-A DOCKER-USER -m set --match-set x dst -j DROP\n' })) } },
      'unknown',
      /^it depends on -A DOCKER-USER -m set/,
    ],
    ['no forwarding', { around: { ...machine, forwards: { 4: false, 6: false } } }, 'closed', /does not forward IPv4$/],
    ['forwarding not known', { around: { ...machine, forwards: { 4: undefined, 6: undefined } } }, 'unknown', /forwards/],
    [
      'no route of the machine',
      { around: { ...machine, routes: { 4: { because: 'there is no route out' }, 6: undefined } } },
      'closed',
      /^on the machine, there is no route out$/,
    ],
    ['the engine is elsewhere', { around: { because: 'it is elsewhere' } }, 'unknown', /elsewhere/],
    ['no network of its own', { around: 'itself' }, 'open', /of the machine itself/],
    ['not a pair', { around: { ...machine, interfaces: [] } }, 'unknown', /no interface of this machine/],
    ['past the machine', { own: { interfaces: (own ?? []).map((one) => ({ ...one, kind: 'macvlan' })) } }, 'open', /macvlan/],
  ])('%s', (_, change, state, because) => {
    const { own: first, around } = seen(change);
    const [tcp] = egressOf(first, around);
    expect(tcp).toMatchObject({ family: 'ipv4', packet: 'tcp 443', state, because: expect.stringMatching(because) });
  });

  it('IPv6 is told apart', () => {
    expect(egressOf(inside, machine).map(({ family, packet, state }) => `${family} ${packet} ${state}`)).toEqual([
      'ipv4 tcp 443 open',
      'ipv4 udp 53 open',
      'ipv6 tcp 443 closed',
      'ipv6 udp 53 closed',
    ]);
  });
});

const other = (more: Partial<Contact>): Contact => ({
  ...{ name: 'container 1', address: '172.17.0.3', bridge: 'docker0', port: 1, answer: 'ECONNREFUSED', state: 'reached' },
  ...more,
});

describe('neighbours', () => {
  it.each<[name: string, change: Change, state: string, because: RegExp]>([
    ['one that answers', { contacts: [other({})] }, 'reached', /nobody listens at its port 1/],
    [
      'a refusal that may be a filter',
      { around: noIcc, contacts: [other({})] },
      'blocked',
      /ECONNREFUSED, dropped on the machine by -A FORWARD -i docker0 -o docker0 -j DROP/,
    ],
    [
      'one that does not answer',
      { around: noIcc, contacts: [other({ answer: 'ETIMEDOUT', state: 'blocked' })] },
      'blocked',
      /^no answer comes, dropped/,
    ],
    ['no answer, and no filter known', { contacts: [other({ answer: 'ETIMEDOUT', state: 'blocked' })] }, 'blocked', /^no answer comes$/],
    ['nobody there', {}, 'open', /nobody else is there now, and no filter/],
    ['nobody there, and filters', { around: noIcc }, 'blocked', /-i docker0 -o docker0 -j DROP/],
    ['the bridge asks no filter', { around: { ...noIcc, bridgeAsks: false } }, 'open', /bridge-nf-call-iptables is 0/],
    ['not known whether it asks', { around: { ...machine, bridgeAsks: undefined } }, 'unknown', /could not be read/],
    ['not all was read', { around: { ...machine, unread: 'the tables are not read' } }, 'unknown', /not read/],
  ])('%s', (_, change, state, because) => {
    expect(neighboursOf(seen(change))).toEqual([
      expect.objectContaining({ network: 'same', state, because: expect.stringMatching(because) }),
    ]);
  });

  it('one of another network', () => {
    const [first] = neighboursOf(seen({ contacts: [other({ bridge: 'br-1', answer: 'ETIMEDOUT', state: 'blocked' })] }));
    expect(first).toMatchObject({ network: 'other', state: 'blocked' });
  });
});

describe('evidence', () => {
  const earlier = (control: string, probe: string): Evidence => ({
    control,
    container: 'x',
    verdict: 'inconclusive',
    probe,
    call: 'read',
    observed: 'before',
  });
  const all = [earlier('host-network', toOutside), earlier('default-bridge', toNeighbours), earlier('host-network', 'else')];
  const told = (command: string, change: Change) => {
    const surroundings = seen(change);
    const container = effectiveOf(command);
    return withNetwork(all, container, surroundings, networkOf(surroundings, container, []));
  };
  const verdicts = (command: string, change: Change): unknown =>
    told(command, change).map(({ control, verdict, mild }) => `${control} ${verdict}${mild === true ? ' mild' : ''}`);

  it.each<[name: string, command: string, change: Change, expected: readonly string[]]>([
    ['open', 'docker run web', {}, ['host-network inconclusive', 'host-network fails mild', 'default-bridge fails']],
    [
      'shut',
      'docker run web',
      { around: noIcc, own: { routes: { 4: { because: 'no' }, 6: { because: 'no' } } } },
      ['host-network inconclusive', 'host-network holds mild', 'default-bridge holds'],
    ],
    [
      'not known',
      'docker run web',
      { around: { because: 'x' } },
      ['default-bridge inconclusive', 'host-network inconclusive', 'host-network inconclusive mild'],
    ],
    [
      'Podman has no such bridge',
      'podman run web',
      {},
      ['default-bridge inconclusive', 'host-network inconclusive', 'host-network fails mild'],
    ],
    [
      "another's network",
      'docker run --network container:x web',
      {},
      ['default-bridge inconclusive', 'host-network inconclusive', 'host-network fails mild'],
    ],
  ])('%s', (_, command, change, expected) => {
    expect(verdicts(command, change)).toEqual(expected);
  });

  it.each([
    ['docker run --network none web', [], ['it has no network']],
    ['docker run --network shop web', ['shop'], ['the network shop is internal']],
    ['docker run web', [], []],
  ])('%s: declared', (command, internal, declared) => {
    expect(networkOf(seen({}), effectiveOf(command), internal).declared).toEqual(declared);
  });

  it('on a bridge of its own it is not on the default one', () => {
    const moved = machine.interfaces.map((one) => (one.bridge === 'docker0' ? { ...one, bridge: 'br-1' } : one));
    const last = told('docker run --network shop web', { around: { ...machine, interfaces: moved } }).at(-1);
    expect(last).toMatchObject({
      control: 'default-bridge',
      verdict: 'holds',
      layer: 'absent',
      observed: 'it is on br-1, and not on docker0',
    });
  });
});

it.each(['', '{}', '[null, 5, {"ifname": 5}]'])('%j lists no interface', (text) => {
  expect(interfacesIn(text) ?? []).toEqual([]);
});
