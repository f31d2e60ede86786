import { dirname, resolve } from 'node:path';
import { fileContext } from '../host/context.ts';
import { byDefault, type Container, type Field, isUnknown, knownValue, type Mount } from '../model/index.ts';
import type { EngineNames } from '../surfaces/compose/engine-names.ts';

/**
 * A service by the names under which an engine has what belongs to it once Compose has made it: networks, volumes, an image that is built. Paths begin at
 * the root. `joins`: where it names no network it is in the project's own, as Compose starts it. Secrets stay as they are declared.
 */
export async function asComposeNames(container: Container, joins = false): Promise<Container> {
  const { engineNames } = await import('../surfaces/compose/engine-names.ts');
  const { source } = container.origin;
  const names = engineNames(source, fileContext());
  const { image, networks = joins ? ownNetwork(container) : undefined } = container;
  const built = image.reference === undefined && image.build !== undefined;
  return {
    ...container,
    ...(built ? { image: { ...image, reference: byDefault(names.image(container.name), 'the name that Compose gives it') } } : {}),
    mounts: container.mounts.map((mount) => placed(mount, source.path, names)),
    ...(networks === undefined ? {} : { networks: networks.map((name) => renamed(name, names.network)) }),
  };
}

const ownNetwork = ({ linux }: Container): Container['networks'] =>
  linux.namespaces.network === undefined ? [byDefault('default', "the project's own network")] : undefined;

/** Paths relative to the file; volumes by the names that Compose gives them. */
function placed(mount: Mount, file: string, names: EngineNames): Mount {
  const [type, source] = [knownValue(mount.type), knownValue(mount.source)];
  if (type === 'volume') return mount.source === undefined ? mount : { ...mount, source: renamed(mount.source, names.volume) };
  if (type !== 'bind' || source === undefined || source.startsWith('/') || source.startsWith('~')) return mount;
  return { ...mount, source: byDefault(resolve(dirname(file), source), 'the folder of the file') };
}

const renamed = (field: Field<string>, rename: (name: string) => string): Field<string> =>
  isUnknown(field) ? field : { ...field, value: rename(field.value) };
