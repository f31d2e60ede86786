import { addressOf } from '../../facts/address.ts';
import { type Fate, fateOf, type Packet } from '../../filters/index.ts';
import { arePair, type Interface } from './interfaces.ts';
import { outside, type Route, type Space, type Surroundings } from './seen.ts';
import { crossing, leaving } from './stops.ts';

/** Whether packets to other machines get away. Nobody was contacted. */
export interface Egress {
  readonly family: 'ipv4' | 'ipv6';
  /** What it was judged for: "tcp 443". */
  readonly packet: string;
  readonly state: 'open' | 'closed' | 'unknown';
  readonly because: string;
}

const packets = [
  { protocol: 'tcp', port: 443 },
  { protocol: 'udp', port: 53 },
] as const;

/** Judged from the routes and filters inside, and behind it on the machine, in the order in which a packet meets them. */
export const egressOf = (own: Space, around: Surroundings['around']): readonly Egress[] =>
  ([4, 6] as const).flatMap((family) =>
    packets.map(({ protocol, port }) => ({
      family: family === 4 ? ('ipv4' as const) : ('ipv6' as const),
      packet: `${protocol} ${port}`,
      ...fate(own, around, family, protocol, port),
    })),
  );

type Judged = Pick<Egress, 'state' | 'because'>;

function fate(own: Space, around: Surroundings['around'], family: 4 | 6, protocol: 'tcp' | 'udp', port: number): Judged {
  const route = own.routes[family];
  if (route === undefined) return unknown('its routes could not be read');
  if ('because' in route) return closed(route.because);
  const first = own.interfaces.find(({ name }) => name === route.by);
  const source = first?.addresses.find((address) => address.family === family);
  const destination = addressOf(outside[family]);
  if (first === undefined || destination === undefined) return unknown(`its interface ${route.by} could not be read`);
  if (source === undefined) return closed(`its interface ${first.name} has no address of that family`);
  const packet: Packet = { source, destination, protocol, port };
  const inside = told(fateOf(packet, leaving(first.name, own), own.tables), own.unread, 'inside');
  if (inside?.state === 'closed') return inside;
  const beyond = first.kind === 'macvlan' ? past(first) : behind(packet, first, around, family);
  return beyond.state === 'closed' ? beyond : (inside ?? beyond);
}

const closed = (because: string): Judged => ({ state: 'closed', because });
const unknown = (because: string): Judged => ({ state: 'unknown', because });

/** Source: Linux 6.12 drivers/net/macvlan.c: frames go to the device below it, past the IP layer of the machine. */
const past = ({ name }: Interface): Judged => ({ state: 'open', because: `${name} leads past the filters of the machine (macvlan)` });

/** Undefined: nothing stands in the way. */
export function told(of: Fate, unread: string | undefined, where: string): Judged | undefined {
  if (of.kind === 'dropped') return closed(`dropped ${where} by ${of.by}`);
  if (of.kind === 'unclear') return unknown(`it depends on ${of.by} ${where}`);
  return unread === undefined ? undefined : unknown(unread);
}

function behind(packet: Packet, first: Interface, around: Surroundings['around'], family: 4 | 6): Judged {
  if (around === 'itself') return { state: 'open', because: `it goes by ${first.name} of the machine itself, and no filter stops it` };
  if ('because' in around) return unknown(around.because);
  const peer = around.interfaces.find((one) => arePair(first, one));
  if (peer === undefined) return unknown(`what ${first.name} leads to is no interface of this machine`);
  const route = around.routes[family];
  if (around.forwards[family] === false) return closed(`the machine does not forward ${family === 4 ? 'IPv4' : 'IPv6'}`);
  if (around.forwards[family] === undefined) return unknown('whether the machine forwards packets could not be read');
  if (route === undefined) return unknown('the routes of the machine could not be read');
  if ('because' in route) return closed(`on the machine, ${route.because}`);
  const by = peer.bridge ?? peer.name;
  const verdict = told(fateOf(packet, crossing(peer, by, route.by, around), around.tables), around.unread, 'on the machine');
  if (verdict !== undefined) return verdict;
  if (leadsOverBridge(around, route)) return unknown(`${route.by} is a bridge with filters of its own`);
  return { state: 'open', because: `it goes by ${first.name}, ${by} and ${route.by}, and no filter stops it` };
}

/** Which of its ports a packet takes is not known. */
const leadsOverBridge = ({ interfaces, tables }: Space, route: Extract<Route, { readonly by: string }>): boolean =>
  interfaces.some(({ name, kind }) => name === route.by && kind === 'bridge') && tables.some(({ family }) => family === 'bridge');
