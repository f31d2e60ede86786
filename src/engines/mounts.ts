import type { SystemMount } from '../facts/engines/shape.ts';
import { byDefault, type Container, type Entries, type Field, isUnknown, knownValue, type Mount } from '../model/index.ts';
import type { Context } from './context.ts';
import { underPrivilege } from './privileged.ts';

/** The declared mounts with what the engine adds to each, then those that it makes itself and nothing declared replaces. */
export function mountsOf(context: Context): readonly Mount[] {
  const { declared, defaults } = context;
  const { facts } = defaults;
  const taken = new Set(declared.mounts.map(({ destination }) => tidy(knownValue(destination))));
  const noSharedMemory = knownValue(declared.linux.namespaces.ipc)?.mode === 'none';
  const free = ({ destination }: SystemMount) =>
    !taken.has(destination) && !(taken.has('/dev') && destination.startsWith('/dev/')) && !(noSharedMemory && destination === '/dev/shm');
  const ofImage = volumesOfImage(context).filter(({ destination }) => !taken.has(tidy(knownValue(destination))));
  return [
    ...[...declared.mounts, ...ofImage].map((mount) => completed(mount, context)),
    ...facts.mounts.filter(free).map((mount) => systemMount(mount, context)),
    ...(knownValue(declared.root.readonly) && knownValue(declared.root.writableTmpfs) !== false
      ? facts.readonlyRootMounts.filter(free).map((mount) => writableMount(mount, declared, defaults.from))
      : []),
  ];
}

/** Docker and Podman make a volume for each that the image declares; on Kubernetes the runtime decides. */
function volumesOfImage({ declared, engine }: Context): readonly Mount[] {
  if (declared.kind === 'image' || engine.kind === 'kubernetes') return [];
  const volumes = new Map<string, Mount>();
  for (let image = declared.image.built; image !== undefined; image = image.image.built)
    for (const mount of image.mounts) volumes.set(tidy(knownValue(mount.destination)) ?? '', mount);
  return [...volumes.values()];
}

const tidy = (path: string | undefined): string | undefined => (path === undefined || path === '/' ? path : path.replace(/\/{1,64}$/, ''));

/** /sys and the cgroups are read-only unless the container is privileged. */
function systemMount(mount: SystemMount, { declared, defaults, privilege }: Context): Mount {
  const { from } = defaults;
  const readonly = mount.readonly ? underPrivilege(privilege, false, () => byDefault(true, from)) : byDefault(false, from);
  return { ...described(mount, declared, from), ...(readonly === undefined ? {} : { readonly }) };
}

function writableMount(mount: SystemMount, declared: Container, engine: string): Mount {
  const from = `${engine} for a read-only root`;
  return { ...described(mount, declared, from), readonly: byDefault(false, from, declared.root.readonly?.origin) };
}

function described({ destination, options, size }: SystemMount, { origin }: Container, from: string): Mount {
  return {
    origin,
    type: byDefault('system', from),
    destination: byDefault(destination, from),
    options: options.map((option) => byDefault(option, from)),
    ...(size === undefined ? {} : { size: byDefault(size, from) }),
  };
}

function completed(mount: Mount, context: Context): Mount {
  const type = knownValue(mount.type);
  if (type === undefined) return mount;
  const { from } = context.defaults;
  if (type === 'tmpfs') return { ...mount, readonly: mount.readonly ?? byDefault(false, from), ...tmpfsOptions(mount, context) };
  const readonly = readonlyOf(mount, type, context);
  const propagation = type === 'bind' || type === 'volume' ? (mount.propagation ?? byDefault('rprivate', from)) : mount.propagation;
  return { ...mount, readonly, ...(propagation === undefined ? {} : { propagation }) };
}

/** What is read from the API is always read-only, whatever is written (kubelet makeMounts); an image is so unless written. */
function readonlyOf({ readonly }: Mount, type: string, { engine, defaults: { from } }: Context): Field<boolean> {
  if (type === 'object' && engine.kind === 'kubernetes')
    return knownValue(readonly) ? (readonly ?? byDefault(true, from)) : byDefault(true, from);
  return readonly ?? byDefault(type === 'image', from);
}

/** Each option unless the declaration says the contrary; where an option is not known nothing is added. */
function tmpfsOptions({ options = [] }: Mount, { defaults: { facts, from } }: Context): { options?: Entries<string> } {
  if (options.some(isUnknown) || facts.tmpfsOptions.length === 0) return options.length === 0 ? {} : { options };
  const written = new Set(options.map(knownValue));
  const added = facts.tmpfsOptions.filter((option) => !written.has(option) && !written.has(option.slice('no'.length)));
  return { options: [...options, ...added.map((option) => byDefault(option, from))] };
}
