import type { Answer } from '../answers.ts';
import { type Attempt, endedEarly, errorOf, type Reading } from '../attempt.ts';
import type { Beside } from '../beside.ts';
import { socketAddress } from '../contact.ts';
import { type Argument, compute, data, here, into, must, room, type Step, slot, tell, text } from '../step.ts';
import type { Subject } from '../subject.ts';
import { wholeFile } from '../whole-file.ts';

type Listener = Beside['listeners'][number];

/** Milliseconds: the machine itself answers at once, and a packet filter not at all. */
const patience = 300;
const longestWord = 64;
const textIn = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes).replace(/\0+$/, '');

const isLoopback = ({ address }: Listener): boolean => address.startsWith('127.');

const wordBytes = 8;
const readOnly = 0x8_0000;
const goOn: Argument = { steps: 2 };

/** The attempt ends here on another machine, where the same address belongs to somebody else. */
const onlyHere = (boot: string): readonly Step[] => [
  into(0, must('openat', here, text('/proc/sys/kernel/random/boot_id'), readOnly)),
  must('read', slot(0), room(), boot.length),
  ...Array.from({ length: Math.floor(boot.length / wordBytes) }, (_, index) => {
    const bytes = new TextEncoder().encode(boot.slice(wordBytes * index, wordBytes * (index + 1)));
    const word = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
    return [into(1, compute('load', room(wordBytes * index))), compute('ifEqual', slot(1), word, goOn), compute('end')];
  }).flat(),
];

/** It ends here where packets to the address would not go to the machine at once, but who knows where. */
const onlyAsGateway = ({ address }: Listener): readonly Step[] => {
  const digits = address
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .reverse()
    .join('')
    .toUpperCase();
  const line = `\t00000000\t${digits}\t`;
  return [
    into(0, must('openat', here, text('/proc/self/net/route'), readOnly)),
    into(1, must('read', slot(0), room(wordBytes * 8), 4096)),
    into(2, compute('find', room(wordBytes * 8), slot(1), text(line), line.length)),
    compute('ifEqual', slot(2), 1, goOn),
    compute('end'),
  ];
};

/** Whoever answers has to know the word: in the container something else may listen there. */
const connects = (boot: string, listener: Listener, tries: string): Attempt => ({
  id: `host port:${listener.address}`,
  control: 'host-network',
  tries,
  call: 'connect',
  patience,
  ...(isLoopback(listener) ? {} : { mild: true }),
  steps: [
    ...onlyHere(boot),
    ...(isLoopback(listener) ? [] : onlyAsGateway(listener)),
    compute('note', 1),
    into(0, must('socket', 2, 0x8_0001, 0)),
    tell('connect', slot(0), socketAddress(listener), 16),
    into(1, must('read', slot(0), data(), longestWord)),
    compute('emit', slot(1)),
  ],
  reads: (answer) => readsConnection(answer, listener),
});

function readsConnection(answer: Answer, { address, word }: Listener): Reading {
  const error = errorOf(answer);
  const away = (says: string): Reading => ({ state: 'blocked', says, layer: 'absent' });
  if (answer.note === 1n && typeof answer.ended === 'object' && 'signal' in answer.ended && answer.ended.signal === 14)
    return away(`nobody answers at ${address}`);
  const early = endedEarly(answer, 'connect');
  if (early !== undefined) return early;
  if (answer.note === 0n && error !== undefined) return { state: 'unclear', says: `what it needs to know of its network answers ${error}` };
  if (answer.note === 0n) return { state: 'absent', says: `${address} of this machine is not its gateway` };
  if (error !== undefined) return away(`connect to ${address} answers ${error}`);
  if (textIn(answer.data) === word) return { state: 'open', says: `bulkhead's own listener at ${address} of the host answers` };
  return away(`what answers at ${address} is not the host`);
}

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

/** What is tried, as reports say it; who reads routes and filters from outside says it better. */
export const toOutside = 'send packets to other machines';
export const toNeighbours = 'reach the other containers of the default bridge';

const noRoute: Reading = { state: 'blocked', says: 'there is no route out of its network', layer: 'absent' };

const outside = routes({ id: 'route out', control: 'host-network', tries: toOutside, mild: true }, ([first]) =>
  first === undefined ? noRoute : { state: 'open', says: `a default route leads out by ${first.by}` },
);

const neighbours = (bridge: string): Attempt =>
  routes({ id: 'default bridge', control: 'default-bridge', tries: toNeighbours }, (found) => {
    const [first] = found;
    if (first === undefined) return noRoute;
    if (found.some(({ gateway }) => gateway === bridge)) return { state: 'open', says: `its gateway ${bridge} is the default bridge` };
    return { state: 'blocked', says: `its gateway ${first.gateway} is another than ${bridge} of the default bridge`, layer: 'absent' };
  });

/** What can be reached from inside. Connections go to this machine alone, to a listener that is there for the time of the proof. */
export const reachAttempts = ({ beside, bridged }: Subject): readonly Attempt[] => [
  ...(beside?.listeners ?? []).map((listener) =>
    connects(
      beside?.boot ?? '',
      listener,
      isLoopback(listener) ? "reach what listens on the host's loopback address" : `reach what listens on ${listener.address} of the host`,
    ),
  ),
  outside,
  ...(bridged === true && beside?.defaultBridge !== undefined ? [neighbours(beside.defaultBridge)] : []),
];
