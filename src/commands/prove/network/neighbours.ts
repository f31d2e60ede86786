import { type Address, addressOf } from '../../../facts/address.ts';
import { networkNamespaceOf, networkNamespaces } from '../../../host/network-namespace.ts';
import { processDoor } from '../../../host/process-door.ts';
import { arePair, type Contact, type Interface, type Space } from '../../../proof/network/index.ts';
import type { HostSide } from './around.ts';
import { namespaceOf } from './namespace.ts';
import { interfacesOf } from './space.ts';

/** A machine may run hundreds of containers: so many that may be near are looked at, and so many tried of its own networks and of others. */
const most = { looked: 24, tried: 2 } as const;

/** Another container that is there to be tried. */
export type Present = Pick<Contact, 'name' | 'address' | 'bridge' | 'port'>;

/** Other containers of this machine that are on a bridge of the same engine's: those on its own networks first. */
export async function othersNear(pid: number, own: Space, { namespace, interfaces }: HostSide): Promise<readonly Present[]> {
  const bridges = new Set(own.interfaces.flatMap((one) => interfaces.find((other) => arePair(one, other))?.bridge ?? []));
  if (bridges.size === 0) return [];
  const mine = [namespace.name, ...[pid, 'self' as const].map(networkNamespaceOf)];
  const others = [...networkNamespaces()].filter(
    ([name, other]) => !mine.includes(name) && localsOf(other).some((address) => isNear(address, interfaces)),
  );
  const found = (await Promise.all(others.slice(0, most.looked).map(([, other]) => presentIn(other, interfaces)))).flat();
  const same = found.filter(({ bridge }) => bridges.has(bridge));
  const apart = found.filter(({ bridge }) => !bridges.has(bridge));
  return [...same.slice(0, most.tried), ...apart.slice(0, most.tried)];
}

/** The IPv4 addresses of the network of a process. Source: Linux 6.12 net/ipv4/fib_trie.c fib_trie_seq_show. */
function localsOf(pid: number): readonly Address[] {
  const found = textOf(pid, 'net/fib_trie').matchAll(/\|-- ([\d.]+)\n +\/32 host LOCAL/g);
  return [...found].flatMap(([, text = '']) => addressOf(text) ?? []);
}

/** Packets to it stay on this machine: it is one of the own network of one of its bridges. */
const isNear = ({ value }: Address, around: readonly Interface[]): boolean =>
  around.some(
    ({ kind, addresses }) =>
      kind === 'bridge' &&
      addresses.some((base) => base.family === 4 && base.value >> BigInt(32 - base.length) === value >> BigInt(32 - base.length)),
  );

async function presentIn(pid: number, around: readonly Interface[]): Promise<readonly Present[]> {
  const namespace = namespaceOf(pid);
  const own = (await interfacesOf(namespace)) ?? [];
  namespace.close();
  return own.flatMap((one) => {
    const bridge = around.find((other) => arePair(one, other))?.bridge;
    const address = one.addresses.find(({ family }) => family === 4);
    if (bridge === undefined || address === undefined) return [];
    const onIt = around.filter(({ name }) => name === bridge);
    const port = quietPort(pid);
    return isNear(address, onIt) && port !== undefined ? [{ name: nameOf(pid), address: address.text, bridge, port }] : [];
  });
}

/** The beginning of the id that engines put into the names of control groups. */
function nameOf(pid: number): string {
  const id = /[0-9a-f]{64}/.exec(textOf(pid, 'cgroup'))?.[0];
  return id === undefined ? `process ${pid}` : `container ${id.slice(0, 12)}`;
}

const quiet = [1, 7, 9, 11, 13] as const;

/** A port where nobody in it listens, so that nobody hears of the try. Source: proc(5), /proc/net/tcp: state 0A. */
function quietPort(pid: number): number | undefined {
  const listening = ['net/tcp', 'net/tcp6'].flatMap((file) => [...textOf(pid, file).matchAll(/:([0-9A-F]{4}) [0-9A-F]+:0000 0A /g)]);
  const heard = new Set(listening.map(([, port = '']) => Number.parseInt(port, 16)));
  return quiet.find((port) => !heard.has(port));
}

/** Empty: the process has ended. */
function textOf(pid: number, name: string): string {
  const read = processDoor.read(`/proc/${pid}/${name}`);
  return 'text' in read ? read.text : '';
}
