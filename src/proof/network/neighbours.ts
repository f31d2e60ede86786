import { fateOf, type Packet } from '../../filters/index.ts';
import { told } from './egress.ts';
import { arePair, type Interface } from './interfaces.ts';
import type { Around, Contact, Space, Surroundings } from './seen.ts';
import { across, leaving } from './stops.ts';

/** Whether it reaches other containers. */
export interface Neighbour {
  /** The container, or all of the network where none is there. */
  readonly whom: string;
  readonly network: 'same' | 'other';
  /** `open`: nobody was there to be contacted, and no filter would keep it from them. */
  readonly state: 'reached' | 'open' | 'blocked' | 'unknown';
  readonly because: string;
}

/** The container's port of a bridge of the machine, and that bridge. */
export interface Port {
  readonly own: Interface;
  readonly peer: Interface;
  readonly bridge: string;
}

export const portsOf = (own: Space, around: Surroundings['around']): readonly Port[] =>
  around === 'itself' || 'because' in around
    ? []
    : own.interfaces.flatMap((one) => {
        const peer = around.interfaces.find((other) => arePair(one, other));
        return peer?.bridge === undefined ? [] : [{ own: one, peer, bridge: peer.bridge }];
      });

/** Of those that were contacted what was met, and where nobody else is on its network what the filters say. */
export function neighboursOf({ own, around, contacts }: Surroundings): readonly Neighbour[] {
  if (around === 'itself' || 'because' in around) return [];
  const ports = portsOf(own, around);
  const met = contacts.map((contact) => metAs(contact, ports, own, around));
  const alone = ports.filter(({ bridge }) => !contacts.some((contact) => contact.bridge === bridge));
  return [...met, ...alone.map((port) => judged(port, own, around))];
}

/** A filter may refuse with the very answer of a port where nobody listens. Source: Linux 6.12 net/ipv4/icmp.c icmp_err_convert. */
function metAs(contact: Contact, ports: readonly Port[], own: Space, around: Around): Neighbour {
  const port = ports.find(({ bridge }) => bridge === contact.bridge);
  const common = { whom: `${contact.name} (${contact.address})`, network: port === undefined ? ('other' as const) : ('same' as const) };
  const says =
    contact.answer === undefined ? 'it answers' : contact.answer === 'ETIMEDOUT' ? 'no answer comes' : `connect answers ${contact.answer}`;
  const filters = port === undefined ? undefined : filterOf(port, own, around);
  if (contact.state === 'blocked')
    return { ...common, state: 'blocked', because: filters?.state === 'blocked' ? `${says}, ${filters.because}` : says };
  if (contact.answer === 'ECONNREFUSED' && filters?.state === 'blocked')
    return { ...common, state: 'blocked', because: `${says}, ${filters.because}` };
  return {
    ...common,
    state: contact.state,
    because: contact.answer === 'ECONNREFUSED' ? `it answers that nobody listens at its port ${contact.port}` : says,
  };
}

function judged(port: Port, own: Space, around: Around): Neighbour {
  const { state, because } = filterOf(port, own, around);
  return { whom: `others on ${port.bridge}`, network: 'same', state, because: `nobody else is there now, and ${because}` };
}

/** What becomes of a packet from its port of the bridge to another one. */
function filterOf({ own: first, peer, bridge }: Port, own: Space, around: Around): Pick<Neighbour, 'state' | 'because'> {
  const source = first.addresses.find(({ family }) => family === 4);
  if (source === undefined) return { state: 'unknown', because: 'it has no IPv4 address' };
  const packet: Packet = { source, destination: { family: 4, value: nextTo(source) }, protocol: 'tcp', port: 80 };
  const inside = told(fateOf(packet, leaving(first.name, own), own.tables), own.unread, 'inside');
  if (inside?.state === 'closed') return { state: 'blocked', because: inside.because };
  const asks = around.bridgeAsks === true || around.interfaces.some(({ name, asks: own }) => name === bridge && own === true);
  const onWay = told(fateOf(packet, across(peer, bridge, around, asks), around.tables), around.unread, 'on the machine');
  if (onWay?.state === 'closed') return { state: 'blocked', because: onWay.because };
  const doubt = inside ?? onWay;
  if (doubt !== undefined) return { state: 'unknown', because: doubt.because };
  if (peer.apart === true) return { state: 'unknown', because: 'its port is kept apart from others that are kept apart' };
  if (around.bridgeAsks === undefined) return { state: 'unknown', because: 'whether the bridge asks filters could not be read' };
  return {
    state: 'open',
    because: asks
      ? 'no filter stands between two containers'
      : 'what crosses the bridge is shown to no filter (bridge-nf-call-iptables is 0)',
  };
}

/** An address of the same network that is not its own. */
const nextTo = ({ value, length }: Interface['addresses'][number]): bigint =>
  length > 31 ? value ^ 1n : value ^ (value % 4n === 3n ? 1n : 3n);
