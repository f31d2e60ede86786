import { type Field, knownValue, type Listener, type Observed, type Port, type Source, written } from '../model/index.ts';
import { absent, byPath, isText, linesOf, nowhereIn, refused, type Texts } from './texts.ts';

/** A busy host has a hundred thousand sockets; of more than this the rest is not looked at. */
const mostSockets = 200_000;
const mostFiles = 65_536;

const tables = [
  { file: 'tcp', protocol: 'tcp', waits: '0A' },
  { file: 'tcp6', protocol: 'tcp', waits: '0A' },
  { file: 'udp', protocol: 'udp', waits: '07' },
  { file: 'udp6', protocol: 'udp', waits: '07' },
] as const;

/** `shared`: the network is the host's, where sockets of everybody are listed: only those that the process itself holds open count. */
export function listeningOf(texts: Texts, shared: boolean): Observed['listening'] {
  const own = shared ? socketsOf(texts) : undefined;
  if (own === 'refused') return refused(`${texts.folder}/fd`, 'permission to read it is denied');
  const first = texts.read(`${texts.folder}/net/tcp`);
  if (!isText(first)) return first ?? absent(`${texts.folder}/net/tcp`);
  const found = tables.flatMap(({ file, protocol, waits }) => {
    const read = texts.read(`${texts.folder}/net/${file}`);
    return isText(read) ? parseSockets(read, protocol, waits).filter(({ inode }) => own === undefined || own.has(inode)) : [];
  });
  const distinct = new Map(found.map(({ protocol, address, port }) => [`${protocol} ${address} ${port}`, { protocol, address, port }]));
  return byPath(`${texts.folder}/net/tcp`, [...distinct.values()]);
}

/** Inodes of the sockets that it holds open. */
function socketsOf({ door, folder }: Texts): ReadonlySet<string> | 'refused' {
  const files = door.list(`${folder}/fd`);
  const links = files.slice(0, mostFiles).map((file) => door.link(`${folder}/fd/${file}`));
  if (files.length === 0 && door.link(`${folder}/exe`) === undefined) return 'refused';
  return new Set(links.flatMap((link) => /^socket:\[(\d{1,20})\]$/.exec(link ?? '')?.[1] ?? []));
}

/** /proc/net/tcp and its like. Source: Linux 6.12 net/ipv4/tcp_ipv4.c get_tcp4_sock, net/ipv4/udp.c; state 0A waits for connections, 07 is an unconnected datagram socket. */
export function parseSockets(
  source: Source,
  protocol: Listener['protocol'],
  waits: string,
): readonly (Listener & { readonly inode: string })[] {
  return linesOf(source, mostSockets).flatMap(({ text }) => {
    const [, address, port, state, inode] =
      /^\s{0,10}\d{1,10}: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]{8,32}:[0-9A-F]{4} ([0-9A-F]{2}) \S{1,30} \S{1,30} \S{1,30}\s{1,10}\d{1,10}\s{1,10}\d{1,10} (\d{1,20})/.exec(
        text,
      ) ?? [];
    if (address === undefined || port === undefined || inode === undefined || state !== waits) return [];
    return [{ protocol, address: addressOf(address), port: Number.parseInt(port, 16), inode }];
  });
}

/** Words of 32 bits, each as the machine has it in memory: on every machine that runs containers the lowest byte first. */
function addressOf(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)));
  return bytes.length === 4 ? bytes.join('.') : shortened(bytes);
}

/** As RFC 5952 writes it: the first longest run of zeros is left out. An IPv4 address inside an IPv6 one is written as such. */
function shortened(bytes: readonly number[]): string {
  if (bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff)
    return `::ffff:${bytes.slice(12).join('.')}`;
  const words = Array.from({ length: 8 }, (_, index) => (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16)).join(
    ':',
  );
  const runs = [...words.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length);
  const [longest] = runs;
  if (longest === undefined) return words;
  const [before, after] = [words.slice(0, longest.index), words.slice(longest.index + longest[0].length)];
  return `${before}::${after.replace(/^:/, '')}`;
}

/** Port by port: published where the network is the host's, since nothing stands between. */
export function portsOf(listening: Observed['listening'], shared: boolean): readonly Port[] {
  const origin = listening.origin ?? nowhereIn('/proc');
  return (knownValue(listening) ?? []).map(({ protocol, address, port }) => ({
    origin,
    containerPort: written(String(port), origin),
    hostIp: written(address, origin),
    protocol: written(protocol, origin),
    ...(shared ? { hostPort: written(String(port), origin) } : {}),
    published: shared,
  }));
}

/** Named ones; the rest of the table is of no use to a stranger. */
export function unixSocketsOf(texts: Texts): Observed['unixSockets'] {
  return listed(texts, 'net/unix', (text) => /^[0-9a-f]{1,16}: (?:\S{1,16}\s{1,8}){5}\s{0,10}\d{1,20} (.{1,200})$/.exec(text)?.[1]);
}

/** Names before the colon. Source: Linux 6.12 net/core/net-procfs.c. */
export const interfacesOf = (texts: Texts): Observed['interfaces'] =>
  listed(texts, 'net/dev', (text) => {
    const name = /^\s{0,20}([^\s:|]{1,15}):/.exec(text)?.[1];
    return name === 'lo' ? undefined : name;
  });

/** Interface, destination, gateway, flags …, mask: all zero is everywhere. Source: Linux 6.12 net/ipv4/fib_trie.c. */
export const defaultRoutesOf = (texts: Texts): Observed['defaultRoutes'] =>
  listed(texts, 'net/route', (text) => {
    const words = text.trim().split(/\s+/);
    return words[1] === '00000000' && words[7] === '00000000' ? words[0] : undefined;
  });

function listed(texts: Texts, file: string, take: (line: string) => string | undefined): Field<readonly string[]> {
  const path = `${texts.folder}/${file}`;
  const read = texts.read(path);
  if (!isText(read)) return read ?? absent(path);
  const values = linesOf(read, mostSockets).flatMap(({ text }) => take(text) ?? []);
  return byPath(path, [...new Set(values)]);
}
