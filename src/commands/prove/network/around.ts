import { parentOf } from '../../../host/processes.ts';
import { type Around, arePair, type Interface, type Space } from '../../../proof/network/index.ts';
import { linesIn, type Namespace, namespaceOf } from './namespace.ts';
import { interfacesOf, routeOf } from './space.ts';
import { tablesOf } from './tables.ts';

/** Where the other ends of a container's interfaces are. */
export interface HostSide {
  readonly namespace: Namespace;
  readonly interfaces: readonly Interface[];
}

/** The engine may live in another network than bulkhead: who watches over the container is in the engine's. `own`: of the container. */
export async function hostSideOf(pid: number, own: Promise<readonly Interface[] | undefined>): Promise<HostSide | undefined> {
  const parent = parentOf(pid);
  const candidates = ['self' as const, ...(parent === undefined ? [] : [parent])].map(namespaceOf);
  const distinct = candidates.filter(({ name }, index) => candidates.findIndex((other) => other.name === name) === index);
  const [theirs, ...found] = await Promise.all([own, ...distinct.map(interfacesOf)]);
  const at = found.findIndex((one) => one?.some((each) => theirs?.some((other) => arePair(each, other) || isBelow(each, other)) === true));
  const [namespace, interfaces] = [distinct[at], found[at]];
  for (const one of candidates) if (one !== namespace) one.close();
  return namespace === undefined || interfaces === undefined ? undefined : { namespace, interfaces };
}

const isBelow = ({ index }: Interface, { kind, other }: Interface): boolean => kind === 'macvlan' && other === index;

/** What a packet of the container meets there. */
export async function around({ namespace, interfaces }: HostSide, own: Space): Promise<Around> {
  const [tables, four, six, settings] = await Promise.all([
    tablesOf(namespace),
    routeFrom(namespace, interfaces, own, 4),
    routeFrom(namespace, interfaces, own, 6),
    settingsOf(namespace),
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

async function routeFrom(namespace: Namespace, interfaces: readonly Interface[], own: Space, family: 4 | 6): Promise<Space['routes'][4]> {
  const route = own.routes[family];
  if (route === undefined || 'because' in route) return undefined;
  const first = own.interfaces.find(({ name }) => name === route.by);
  const peer = first === undefined ? undefined : interfaces.find((one) => arePair(one, first));
  const address = first?.addresses.find((one) => one.family === family)?.text;
  if (peer === undefined || address === undefined) return undefined;
  return routeOf(namespace, family, 'from', address, 'iif', peer.bridge ?? peer.name);
}

const forwardFour = '/proc/sys/net/ipv4/ip_forward';
const forwardSix = '/proc/sys/net/ipv6/conf/all/forwarding';
const bridgeAsks = '/proc/sys/net/bridge/bridge-nf-call-iptables';

/** One that is not there is left out. */
async function settingsOf(namespace: Namespace): Promise<ReadonlyMap<string, boolean>> {
  const lines = await linesIn(namespace, forwardFour, forwardSix, bridgeAsks);
  return new Map([...(lines ?? [])].map(([path, [value]]) => [path, value !== '0']));
}
