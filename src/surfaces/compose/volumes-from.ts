import { type Container, type Mount, type Origin, unknown, written } from '../../model/index.ts';
import { originOf } from '../../text/yaml/node.ts';
import { hasHole } from './interpolate.ts';
import { destinationOf } from './mounts.ts';
import { at, type Service } from './service-keys.ts';
import { itemsOf, textOf } from './values.ts';

export interface Read {
  readonly service: Service;
  readonly container: Container;
}

/**
 * `volumes_from`: the binds and volumes of another service, one after the other. Mounts that are there already win.
 * What a container outside this file mounts is not known.
 */
export function withVolumesFrom(all: readonly Read[]): readonly Container[] {
  const byName = new Map(all.map((read) => [read.service.name, read]));
  const done = new Map<string, readonly Mount[]>();
  return all.map(({ service, container }) =>
    at(service, 'volumes_from') === undefined ? container : { ...container, mounts: mountsOf(service.name, byName, done, 0) },
  );
}

const deepest = 100;

function mountsOf(name: string, byName: ReadonlyMap<string, Read>, done: Map<string, readonly Mount[]>, depth: number): readonly Mount[] {
  const ready = done.get(name);
  const read = byName.get(name);
  if (ready !== undefined || read === undefined || depth > deepest) return ready ?? [];
  // A circle gives what each has of its own.
  done.set(name, read.container.mounts);
  const found = new Map<unknown, Mount>();
  for (const mount of borrowed(read.service, byName, done, depth)) found.set(destinationOf(mount), mount);
  for (const mount of read.container.mounts) found.set(destinationOf(mount), mount);
  const mounts = [...found.values()];
  done.set(name, mounts);
  return mounts;
}

function borrowed(
  service: Service,
  byName: ReadonlyMap<string, Read>,
  done: Map<string, readonly Mount[]>,
  depth: number,
): readonly Mount[] {
  return itemsOf(service.reading, at(service, 'volumes_from')).flatMap((node) => {
    if (node.kind !== 'scalar') return [];
    const origin = originOf(node);
    const text = textOf(service.reading, node);
    if (hasHole(text.value)) return outside(text.because ?? 'it is not known', origin);
    const [first = '', second, third] = text.value.split(':');
    if (first === 'container') return outside(`what the container ${second} mounts is not known here`, origin);
    if (!byName.has(first)) return outside(`the service ${first} is not known here`, origin);
    const readonly = (third ?? second) === 'ro';
    return mountsOf(first, byName, done, depth + 1)
      .filter((mount) => mount.type.state === 'unknown' || mount.type.value === 'bind' || mount.type.value === 'volume')
      .map((mount) => ({ ...mount, origin, ...(readonly ? { readonly: written(true, origin) } : {}) }));
  });
}

function outside(because: string, origin: Origin): readonly Mount[] {
  const field = unknown(because, origin);
  return [{ origin, type: field, source: field, destination: field }];
}
