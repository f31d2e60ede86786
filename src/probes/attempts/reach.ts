import type { Answer } from '../answers.ts';
import { type Attempt, endedEarly, errorOf, type Reading } from '../attempt.ts';
import type { Beside } from '../beside.ts';
import { compute, data, into, must, slot, tell } from '../step.ts';
import type { Subject } from '../subject.ts';
import { wholeFile } from '../whole-file.ts';

type Listener = Beside['listeners'][number];

/** Milliseconds: the machine itself answers at once, and a packet filter not at all. */
const patience = 300;
const longestWord = 64;
const textIn = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes).replace(/\0+$/, '');

/** struct sockaddr_in: family, then port and address with the highest byte first. */
const inetAddress = ({ address, port }: Listener): { readonly bytes: Uint8Array } => ({
  bytes: Uint8Array.from([2, 0, port >> 8, port & 0xff, ...address.split('.').map(Number), ...new Uint8Array(8)]),
});

/** Whoever answers has to know the word: in the container something else may listen there. */
const connects = (listener: Listener, tries: string, mild: boolean): Attempt => ({
  id: `host port:${listener.address}`,
  control: 'host-network',
  tries,
  call: 'connect',
  patience,
  ...(mild ? { mild } : {}),
  steps: [
    into(0, must('socket', 2, 0x8_0001, 0)),
    tell('connect', slot(0), inetAddress(listener), 16),
    into(1, must('read', slot(0), data(), longestWord)),
    compute('emit', slot(1)),
  ],
  reads(answer): Reading {
    const { address, word } = listener;
    if (typeof answer.ended === 'object' && 'signal' in answer.ended && answer.ended.signal === 14)
      return { state: 'blocked', says: `nobody answers at ${address}`, layer: 'absent' };
    const early = endedEarly(answer, 'connect');
    if (early !== undefined) return early;
    const error = errorOf(answer);
    if (error !== undefined) return { state: 'blocked', says: `connect to ${address} answers ${error}`, layer: 'absent' };
    if (textIn(answer.data) === word) return { state: 'open', says: `bulkhead's own listener at ${address} of the host answers` };
    return { state: 'blocked', says: `what answers at ${address} is not the host`, layer: 'absent' };
  },
});

const isLoopback = ({ address }: Listener): boolean => address.startsWith('127.');

/** Interface, destination, gateway, flags …, mask, in hexadecimal digits. Source: Linux 6.12 net/ipv4/fib_trie.c. */
function defaultRoutes({ data: bytes }: Answer): readonly { readonly by: string; readonly gateway: string }[] {
  return textIn(bytes)
    .split('\n')
    .flatMap((line) => {
      const [by, to, gateway, , , , , mask] = line.trim().split(/\s+/);
      if (by === undefined || gateway === undefined || to !== '00000000' || mask !== '00000000') return [];
      return [
        {
          by,
          gateway: (gateway.match(/../g) ?? [])
            .map((byte) => Number.parseInt(byte, 16))
            .reverse()
            .join('.'),
        },
      ];
    });
}

/** Judged by the routes alone: nobody outside is asked. */
const routes = (
  about: Pick<Attempt, 'id' | 'control' | 'tries' | 'mild'>,
  reads: (found: ReturnType<typeof defaultRoutes>) => Reading,
): Attempt => ({
  ...about,
  call: 'read',
  steps: wholeFile('/proc/self/net/route'),
  reads(answer) {
    const early = endedEarly(answer, 'read');
    if (early !== undefined) return early;
    const error = errorOf(answer);
    return error === undefined ? reads(defaultRoutes(answer)) : { state: 'unclear', says: `/proc/self/net/route answers ${error}` };
  },
});

const noRoute: Reading = { state: 'blocked', says: 'there is no route out of its network', layer: 'absent' };

const outside = routes({ id: 'route out', control: 'host-network', tries: 'send packets to other machines', mild: true }, ([first]) =>
  first === undefined ? noRoute : { state: 'open', says: `a default route leads out by ${first.by}` },
);

const neighbours = (bridge: string): Attempt =>
  routes({ id: 'default bridge', control: 'default-bridge', tries: 'reach the other containers of the default bridge' }, (found) => {
    const [first] = found;
    if (first === undefined) return noRoute;
    if (found.some(({ gateway }) => gateway === bridge)) return { state: 'open', says: `its gateway ${bridge} is the default bridge` };
    return { state: 'blocked', says: `its gateway ${first.gateway} is another than ${bridge} of the default bridge`, layer: 'absent' };
  });

/** What can be reached from inside. Connections go to this machine alone, to a listener that is there for the time of the proof. */
export const reachAttempts = ({ beside, bridged }: Subject): readonly Attempt[] => [
  ...(beside?.listeners ?? []).map((listener) =>
    isLoopback(listener)
      ? connects(listener, "reach what listens on the host's loopback address", false)
      : connects(listener, `reach what listens on ${listener.address} of the host`, true),
  ),
  outside,
  ...(bridged === true && beside?.defaultBridge !== undefined ? [neighbours(beside.defaultBridge)] : []),
];
