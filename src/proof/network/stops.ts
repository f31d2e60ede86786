import type { Stop } from '../../filters/index.ts';
import type { Interface } from './interfaces.ts';
import type { Space } from './seen.ts';

/** Where a packet meets filters on its way, in the order in which it does. */

const localsOf = ({ interfaces }: Space): Stop['local'] => interfaces.flatMap(({ addresses }) => addresses);

/** Out of the container, by this interface of it. */
export function leaving(name: string, space: Space): readonly Stop[] {
  const local = localsOf(space);
  return [
    { layer: 'ip', hook: 'output', out: name, local },
    { layer: 'ip', hook: 'postrouting', out: name, local },
    { layer: 'netdev', hook: 'egress', out: name, local },
  ];
}

/** In by the port, up to the machine's own IP layer, and out by another interface. */
export function crossing(peer: Interface, by: string, out: string, around: Space): readonly Stop[] {
  const local = localsOf(around);
  const port: readonly Stop[] =
    peer.bridge === undefined
      ? []
      : [
          { layer: 'bridge', hook: 'prerouting', in: peer.name, local },
          { layer: 'bridge', hook: 'input', in: peer.name, local },
        ];
  return [
    { layer: 'netdev', hook: 'ingress', in: peer.name, local },
    ...port,
    { layer: 'ip', hook: 'prerouting', in: by, local },
    { layer: 'ip', hook: 'forward', in: by, out, local },
    { layer: 'ip', hook: 'postrouting', out, local },
    { layer: 'netdev', hook: 'egress', out, local },
  ];
}

/** From one port of a bridge to another. Filters of IP only see it where the bridge asks them. Source: Linux 6.12 net/bridge/br_netfilter_hooks.c. */
export function across(peer: Interface, bridge: string, around: Space, asks: boolean): readonly Stop[] {
  const local = localsOf(around);
  const ip = (stop: Omit<Stop, 'layer' | 'local'>): readonly Stop[] => (asks ? [{ ...stop, layer: 'ip', local }] : []);
  return [
    { layer: 'netdev', hook: 'ingress', in: peer.name, local },
    { layer: 'bridge', hook: 'prerouting', in: peer.name, local },
    ...ip({ hook: 'prerouting', in: bridge }),
    { layer: 'bridge', hook: 'forward', in: peer.name, local },
    ...ip({ hook: 'forward', in: bridge, out: bridge }),
    ...ip({ hook: 'postrouting', out: bridge }),
  ];
}
