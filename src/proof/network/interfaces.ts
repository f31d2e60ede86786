import { type Address, addressOf } from '../../facts/address.ts';

/** An interface of a network namespace, as `ip -json -details address` tells it (iproute2 6.1). */
export interface Interface {
  readonly name: string;
  readonly index: number;
  /** The number of the interface at its other end, or of the one that it rests on, in that one's namespace. */
  readonly other?: number;
  /** "veth", "bridge", "macvlan" …; absent: none of the virtual ones. */
  readonly kind?: string;
  /** The name of the bridge of which it is a port. */
  readonly bridge?: string;
  /** A port that is kept from others that are kept apart too. */
  readonly apart?: true;
  /** A bridge that asks the filters of IP, whatever the setting of the machine says. */
  readonly asks?: true;
  /** Those that are good for more than its own link. */
  readonly addresses: readonly (Address & { readonly text: string; readonly length: number })[];
}

/** Undefined for what is no such list. Of a long one the beginning. */
export function interfacesIn(json: string): readonly Interface[] | undefined {
  try {
    const all: unknown = JSON.parse(json);
    if (!Array.isArray(all)) return undefined;
    const links = (all as readonly (Link | null)[]).slice(0, most);
    const byName = new Map(
      links.flatMap((link) => (link === null || typeof link.ifname !== 'string' ? [] : [[link.ifname, link.ifindex] as const])),
    );
    return links.flatMap((link) => interfaceOf(link, byName));
  } catch {
    return undefined;
  }
}

const most = 4096;

interface Link {
  readonly ifindex?: number;
  readonly ifname?: string;
  /** Of another namespace the number, of the same one the name. */
  readonly link_index?: number;
  readonly link?: string | null;
  readonly master?: string;
  readonly linkinfo?: {
    readonly info_kind?: string;
    readonly info_slave_kind?: string;
    readonly info_slave_data?: { readonly isolated?: boolean };
    readonly info_data?: { readonly nf_call_iptables?: number };
  };
  readonly addr_info?: readonly { readonly local?: string; readonly prefixlen?: number; readonly scope?: string }[];
}

function interfaceOf(link: Link | null, byName: ReadonlyMap<string, number | undefined>): readonly Interface[] {
  if (link === null || typeof link.ifname !== 'string' || typeof link.ifindex !== 'number') return [];
  const { info_kind: kind, info_slave_kind: slave, info_slave_data: port, info_data: own } = link.linkinfo ?? {};
  const other = link.link_index ?? (typeof link.link === 'string' ? byName.get(link.link) : undefined);
  return [
    {
      name: link.ifname,
      index: link.ifindex,
      ...(other === undefined ? {} : { other }),
      ...(kind === undefined ? {} : { kind }),
      ...(slave === 'bridge' && link.master !== undefined ? { bridge: link.master } : {}),
      ...(port?.isolated === true ? { apart: true } : {}),
      ...(own?.nf_call_iptables === 1 ? { asks: true } : {}),
      addresses: (link.addr_info ?? []).flatMap(({ local = '', prefixlen = 0, scope }) => {
        const address = scope === 'global' ? addressOf(local) : undefined;
        return address === undefined ? [] : [{ ...address, text: local, length: prefixlen }];
      }),
    },
  ];
}

/** The two ends of one pair: each names the other. */
export const arePair = (one: Interface, other: Interface): boolean =>
  one.kind === 'veth' && other.kind === 'veth' && one.other === other.index && other.other === one.index;
