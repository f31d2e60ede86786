import { byDefault, type Mount } from '../../model/index.ts';
import { originOfPair } from '../../text/yaml/node.ts';
import { apiSocket } from './api-socket.ts';
import { bytes, limit } from './kinds.ts';
import { longVolume } from './long-volume.ts';
import { problem } from './reading.ts';
import { fileMounts } from './secrets.ts';
import { at, get, type Service } from './service-keys.ts';
import { shortVolume } from './short-volume.ts';
import { tmpfsMounts } from './tmpfs.ts';
import { itemsOf, kindOf } from './values.ts';

/** Everything that is mounted, one for each destination: the last volume counts, and a volume wins over a secret's or config's file. */
export function mounts(service: Service): readonly Mount[] {
  const found = new Map<unknown, Mount>();
  const add = (mount: Mount) => found.set(destinationOf(mount), mount);
  for (const mount of volumes(service)) add(mount);
  for (const mount of tmpfsMounts(service)) add(mount);
  for (const mount of [...fileMounts(service), ...apiSocket(service), ...sharedMemory(service)])
    if (!found.has(destinationOf(mount))) add(mount);
  return [...found.values()];
}

/** Where a mount stands; one whose place is not known stands alone. */
export const destinationOf = (mount: Mount): unknown => (mount.destination.state === 'unknown' ? mount : mount.destination.value);

const volumes = (service: Service): readonly Mount[] =>
  itemsOf(service.reading, at(service, 'volumes')).flatMap((node) => {
    if (node.kind === 'map') return longVolume(service, node) ?? [];
    if (node.kind === 'scalar') return shortVolume(service, node) ?? [];
    problem(service.reading, node, `a volume must be a text or a mapping, not ${kindOf(node)}: Compose refuses this file`);
    return [];
  });

/** `shm_size`: the engine's own mount for shared memory, with another size. */
function sharedMemory(service: Service): readonly Mount[] {
  const pair = at(service, 'shm_size');
  const size = get(service, 'shm_size', limit(bytes));
  if (pair === undefined || size === undefined) return [];
  const origin = originOfPair(pair);
  const given = <T>(value: T) => byDefault(value, 'shm_size', origin);
  const options = ['nosuid', 'noexec', 'nodev'].map(given);
  return [{ origin, type: given('system'), destination: given('/dev/shm'), readonly: given(false), options, size }];
}
