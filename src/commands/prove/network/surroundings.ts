import { networkNamespaceOf } from '../../../host/network-namespace.ts';
import { executing, parentOf, signal } from '../../../host/processes.ts';
import { touch } from '../../../host/scratch.ts';
import { released } from '../../../probes/index.ts';
import type { Surroundings } from '../../../proof/network/index.ts';
import { around, type HostSide, hostSideOf } from './around.ts';
import { contact } from './contact.ts';
import { namespaceOf } from './namespace.ts';
import { othersNear } from './neighbours.ts';
import { interfacesOf, ownSpace } from './space.ts';

/** Milliseconds between two looks for the program. */
const pause = 15;

/**
 * What surrounds the container of a process, read and tried from its own network namespace and from the one around it. `isOurs`: the process is one of
 * ours, which stands still meanwhile, since with it the network would go. Undefined: it ended too early, or what is needed is not here.
 */
async function surroundingsOf(pid: number, isOurs: boolean): Promise<Surroundings | undefined> {
  if (isOurs) signal(pid, 'SIGSTOP');
  let stands = isOurs;
  const release = (): void => {
    if (stands) signal(pid, 'SIGCONT');
    stands = false;
  };
  const namespace = namespaceOf(pid);
  let side: HostSide | undefined;
  try {
    const [our, its, theirs] = (['self', pid, parentOf(pid) ?? 'self'] as const).map(networkNamespaceOf);
    const interfaces = interfacesOf(namespace);
    const itself = its === our || its === theirs;
    const [own, found] = await Promise.all([ownSpace(namespace, interfaces), itself ? undefined : hostSideOf(pid, interfaces)]);
    side = found;
    if (own === undefined) return undefined;
    if (itself) return { own, around: 'itself', contacts: [] };
    const near = side === undefined ? [] : await othersNear(pid, own, side);
    if (near.length === 0) release();
    if (side === undefined) return { own, around: { because: 'what its interface leads to was not found on this machine' }, contacts: [] };
    const [there, contacts] = await Promise.all([around(side, own), contact(namespace, near).finally(release)]);
    return { own, around: there, contacts };
  } finally {
    release();
    namespace.close();
    side?.namespace.close();
  }
}

/** Runs a program in a place and meanwhile looks at what surrounds it, which takes the rights of root on the engine's own machine. */
export async function besideRun<T>(
  path: string,
  live: number | undefined,
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly surroundings: Surroundings | undefined }> {
  let over = false;
  const running = run().finally(() => {
    over = true;
  });
  const look = live === undefined ? () => surroundingsWhere(path, () => over) : () => surroundingsOf(live, false);
  const seen = seesNetworks() ? look().finally(() => touch(path, released)) : undefined;
  const [result, surroundings] = await Promise.all([running, seen]);
  return { result, surroundings };
}

/** Only root sees the networks of others. */
export const seesNetworks = (): boolean => process.getuid?.() === 0;

/** The same of whoever executes the file at `path`, as soon as somebody does; `ended` tells that nobody will. */
async function surroundingsWhere(path: string, ended: () => boolean): Promise<Surroundings | undefined> {
  while (!ended()) {
    const pid = executing(path);
    const found = pid === undefined ? undefined : await surroundingsOf(pid, true);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return undefined;
}
