import { systemMounts } from '../../facts/engines/mounts.ts';
import type { Container, Mount } from '../../model/index.ts';
import type { Notes } from './notes.ts';
import type { OciMount } from './types.ts';

const filesystems: ReadonlyMap<string, string> = new Map(systemMounts.map(({ destination, filesystem }) => [destination, filesystem]));

/** What the engine makes itself first, shorter paths before longer ones, as the runtime mounts in this order. */
export function mountsPart({ mounts }: Container, notes: Notes): readonly OciMount[] {
  const made = mounts.map((mount) => mountPart(mount, notes)).filter((mount) => mount !== undefined);
  return made.toSorted((a, b) => depth(a) - depth(b));
}

const depth = ({ destination }: OciMount): number => destination.split('/').filter((part) => part !== '').length;

function mountPart(mount: Mount, notes: Notes): OciMount | undefined {
  const destination = notes.value('mounts destination', mount.destination);
  const path = `mounts[${destination ?? '?'}]`;
  const type = notes.value(path, mount.type);
  if (destination === undefined || type === undefined) return undefined;
  const options = optionsOf(mount, path, notes);
  const source = notes.value(`${path}.source`, mount.source);
  if (type === 'system' || type === 'tmpfs') {
    const filesystem = type === 'tmpfs' ? 'tmpfs' : (filesystems.get(destination) ?? 'tmpfs');
    return { destination, type: filesystem, source: filesystem, options };
  }
  if (type !== 'bind') notes.add(`${path} is a ${type}: the engine knows its path on the host`);
  return { destination, type: 'bind', source: source ?? '', options: ['rbind', ...options] };
}

const ofEngines: ReadonlySet<string> = new Set(['z', 'Z', 'U', 'O', 'nocopy', 'copy', 'rro', 'rbind', 'bind', 'ro', 'rw']);

function optionsOf(mount: Mount, path: string, notes: Notes): string[] {
  const written = notes.values(`${path}.options`, mount.options);
  const readonly = notes.value(`${path}.readonly`, mount.readonly);
  const propagation = notes.value(`${path}.propagation`, mount.propagation);
  const size = notes.value(`${path}.size`, mount.size);
  return [
    ...written.filter((option) => !ofEngines.has(option)),
    ...(readonly === true ? ['ro'] : readonly === false ? ['rw'] : []),
    ...(propagation === undefined ? [] : [propagation]),
    ...(size === undefined || size < 0 ? [] : [`size=${size}`]),
  ];
}
