import { type Address, addressOf } from '../../../filters/index.ts';
import { networkNamespaceOf, networkNamespaces } from '../../../host/executing.ts';
import { machine } from '../../../host/machine.ts';
import { processDoor } from '../../../host/process-door.ts';
import { withProgramFile } from '../../../host/scratch.ts';
import { answersIn, contactProgram, contactSays, processors } from '../../../probes/index.ts';
import { arePair, type Contact, type Interface, type Space } from '../../../proof/network/index.ts';
import type { Place } from './around.ts';
import { type Inside, insideOf } from './inside.ts';
import { interfacesOf } from './space.ts';

/** A machine may run hundreds of containers: so many that may be near are looked at, and so many tried of its own networks and of others. */
const most = { looked: 24, tried: 2 } as const;

type Found = Pick<Contact, 'name' | 'address' | 'bridge' | 'port'>;

/** Other containers of this machine that are on a bridge of the same engine's: those on its own networks first. */
export async function neighboursOf(pid: number, own: Space, { inside, interfaces }: Place): Promise<readonly Found[]> {
  const bridges = new Set(own.interfaces.flatMap((one) => interfaces.find((other) => arePair(one, other))?.bridge ?? []));
  if (bridges.size === 0) return [];
  const mine = [inside.namespace, ...[pid, 'self' as const].map(networkNamespaceOf)];
  const others = [...networkNamespaces()].filter(
    ([name, other]) => !mine.includes(name) && localsOf(other).some((address) => isNear(address, interfaces)),
  );
  const found = (await Promise.all(others.slice(0, most.looked).map(([, other]) => foundIn(other, interfaces)))).flat();
  const same = found.filter(({ bridge }) => bridges.has(bridge));
  const apart = found.filter(({ bridge }) => !bridges.has(bridge));
  return [...same.slice(0, most.tried), ...apart.slice(0, most.tried)];
}

/** The IPv4 addresses of the network of a process. Source: Linux 6.12 net/ipv4/fib_trie.c fib_trie_seq_show. */
function localsOf(pid: number): readonly Address[] {
  const read = processDoor.read(`/proc/${pid}/net/fib_trie`);
  return 'text' in read
    ? [...read.text.matchAll(/\|-- ([\d.]+)\n +\/32 host LOCAL/g)].flatMap(([, text = '']) => addressOf(text) ?? [])
    : [];
}

/** Packets to it stay on this machine: it is one of the own network of one of its bridges. */
const isNear = ({ value }: Address, around: readonly Interface[]): boolean =>
  around.some(
    ({ kind, addresses }) =>
      kind === 'bridge' &&
      addresses.some((base) => base.family === 4 && base.value >> BigInt(32 - base.length) === value >> BigInt(32 - base.length)),
  );

async function foundIn(pid: number, around: readonly Interface[]): Promise<readonly Found[]> {
  const inside = insideOf(pid);
  const own = (await interfacesOf(inside)) ?? [];
  inside.close();
  return own.flatMap((one) => {
    const bridge = around.find((other) => arePair(one, other))?.bridge;
    const address = one.addresses.find(({ family }) => family === 4);
    const near =
      address !== undefined &&
      isNear(
        address,
        around.filter(({ name }) => name === bridge),
      );
    const port = quietPort(pid);
    return bridge === undefined || address === undefined || !near || port === undefined
      ? []
      : [{ name: nameOf(pid), address: address.text, bridge, port }];
  });
}

/** The beginning of the id that engines put into the names of control groups. */
function nameOf(pid: number): string {
  const read = processDoor.read(`/proc/${pid}/cgroup`);
  const id = 'text' in read ? /[0-9a-f]{64}/.exec(read.text)?.[0] : undefined;
  return id === undefined ? `process ${pid}` : `container ${id.slice(0, 12)}`;
}

const quiet = [1, 7, 9, 11, 13] as const;

/** A port where nobody in it listens, so that nobody hears of the try. Source: proc(5), /proc/net/tcp: state 0A. */
function quietPort(pid: number): number | undefined {
  const heard = new Set(
    ['tcp', 'tcp6'].flatMap((name) => {
      const read = processDoor.read(`/proc/${pid}/net/${name}`);
      return 'text' in read
        ? [...read.text.matchAll(/:([0-9A-F]{4}) [0-9A-F]+:0000 0A /g)].map(([, port = '']) => Number.parseInt(port, 16))
        : [];
    }),
  );
  return quiet.find((port) => !heard.has(port));
}

/** Tries to connect to each from the container's own network. */
export async function contact(inside: Inside, found: readonly Found[]): Promise<readonly Contact[]> {
  const processor = processors.find((one) => one === machine().arch);
  if (processor === undefined || found.length === 0) return [];
  const result = await withProgramFile(
    contactProgram(processor, found),
    async () => {},
    (path) => inside.run(path),
  );
  const answers = answersIn(result?.kind === 'done' ? result.stdout : '', found.length);
  return found.map((one, index) => {
    const says = contactSays(answers.get(index));
    if (says === 'accepted') return { ...one, state: 'reached' };
    if (says === 'unknown') return { ...one, state: 'unknown' };
    return { ...one, answer: says, state: says === 'ECONNREFUSED' ? 'reached' : 'blocked' };
  });
}
