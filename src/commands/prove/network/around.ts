import { parentOf } from '../../../host/executing.ts';
import { type Around, arePair, type Interface, type Space } from '../../../proof/network/index.ts';
import { type Inside, insideOf, linesIn } from './inside.ts';
import { interfacesOf, routeOf } from './space.ts';
import { tablesOf } from './tables.ts';

/** Where the other ends of a container's interfaces are. */
export interface Place {
  readonly inside: Inside;
  readonly interfaces: readonly Interface[];
}

/** The engine may live in another network than bulkhead: who watches over the container is in the engine's. `own`: of the container. */
export async function placeAround(pid: number, own: Promise<readonly Interface[] | undefined>): Promise<Place | undefined> {
  const parent = parentOf(pid);
  const candidates = ['self' as const, ...(parent === undefined ? [] : [parent])].map(insideOf);
  const distinct = candidates.filter(({ namespace }, index) => candidates.findIndex((other) => other.namespace === namespace) === index);
  const [theirs, ...found] = await Promise.all([own, ...distinct.map(interfacesOf)]);
  const at = found.findIndex((one) => one?.some((each) => theirs?.some((other) => arePair(each, other) || isBelow(each, other)) === true));
  const [inside, interfaces] = [distinct[at], found[at]];
  for (const one of candidates) if (one !== inside) one.close();
  return inside === undefined || interfaces === undefined ? undefined : { inside, interfaces };
}

const isBelow = ({ index }: Interface, { kind, other }: Interface): boolean => kind === 'macvlan' && other === index;

/** What a packet of the container meets there. */
export async function around({ inside, interfaces }: Place, own: Space): Promise<Around> {
  const [tables, four, six, settings] = await Promise.all([
    tablesOf(inside),
    routeFrom(inside, interfaces, own, 4),
    routeFrom(inside, interfaces, own, 6),
    settingsOf(inside),
  ]);
  return {
    interfaces,
    ...tables,
    routes: { 4: four, 6: six },
    forwards: { 4: settings.get(forwardFour), 6: settings.get(forwardSix) },
    // Without the module there is no such setting, and nobody is asked.
    bridgeAsks: settings.size === 0 ? undefined : (settings.get(bridgeAsks) ?? false),
  };
}

async function routeFrom(inside: Inside, interfaces: readonly Interface[], own: Space, family: 4 | 6): Promise<Space['routes'][4]> {
  const route = own.routes[family];
  if (route === undefined || 'because' in route) return undefined;
  const first = own.interfaces.find(({ name }) => name === route.by);
  const peer = first === undefined ? undefined : interfaces.find((one) => arePair(one, first));
  const address = first?.addresses.find((one) => one.family === family)?.text;
  if (peer === undefined || address === undefined) return undefined;
  return routeOf(inside, family, 'from', address, 'iif', peer.bridge ?? peer.name);
}

const forwardFour = '/proc/sys/net/ipv4/ip_forward';
const forwardSix = '/proc/sys/net/ipv6/conf/all/forwarding';
const bridgeAsks = '/proc/sys/net/bridge/bridge-nf-call-iptables';

/** One that is not there is left out. */
async function settingsOf(inside: Inside): Promise<ReadonlyMap<string, boolean>> {
  const lines = await linesIn(inside, forwardFour, forwardSix, bridgeAsks);
  return new Map([...(lines ?? [])].map(([path, [value]]) => [path, value !== '0']));
}
