import { bridgeNames, defaultBridge } from '../../facts/bridges.ts';
import { addressesOf, listenOn } from '../../host/listener.ts';
import { processDoor } from '../../host/process-door.ts';
import type { Beside } from '../../probes/index.ts';

const loopback = '127.0.0.1';
const bridge = new RegExp(`^${bridgeNames}$`);
/** A machine may have hundreds of networks. */
const mostBridges = 4;

/** What is known of this machine, and something that listens on it while `work` is done: on the loopback address and on those of the bridges. */
export async function withBeside<T>(way: 'twin' | 'live', work: (known: Beside) => Promise<T>): Promise<T> {
  const bridges = addressesOf().filter(({ name }) => bridge.test(name));
  const addresses = [loopback, ...bridges.slice(0, mostBridges).map(({ address }) => address)];
  const listening = (await Promise.all(addresses.map(listenOn))).flatMap((one) => one ?? []);
  const first = bridges.find(({ name }) => name === defaultBridge)?.address;
  try {
    return await work({
      boot: textOf('/proc/sys/kernel/random/boot_id').trim(),
      namespaces: Object.fromEntries(namespaces.map((name) => [name, processDoor.link(`/proc/self/ns/${name}`) ?? ''])),
      mountGroups: [...new Set(textOf('/proc/self/mountinfo').match(/(?<= )shared:\d+/g))],
      listeners: listening.map(({ address, port, word }) => ({ address, port, word })),
      ...(first === undefined ? {} : { defaultBridge: first }),
      root: process.getuid?.() === 0,
      alone: way === 'twin',
    });
  } finally {
    for (const one of listening) one.close();
  }
}

const namespaces = ['ipc', 'uts', 'user', 'pid', 'cgroup', 'net'] as const;

function textOf(path: string): string {
  const read = processDoor.read(path);
  return 'text' in read ? read.text : '';
}
