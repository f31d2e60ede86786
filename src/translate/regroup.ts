import { type Container, type Field, knownValue, mapField, type Namespace, type Namespaces, type Origin, written } from '../model/index.ts';
import type { Place } from './place.ts';

/**
 * The containers under names that every way of declaring takes, with what ties them together said of each one: who joins whose namespaces
 * where the target has no pods, and the network on which a project's services find each other.
 */
export function regroup(containers: readonly Container[], place: Place, project: string): readonly Container[] {
  const named = rename(containers);
  const together = place.pods ? named : apart(named);
  return together.map((container) =>
    inTurn(ownVolumes(restarted(networked(container, together.length, place, project)), together), together, place),
  );
}

function rename(containers: readonly Container[]): readonly Container[] {
  const taken = new Set<string>();
  const names = new Map(containers.map((container) => [container, free(plainName(container, containers), taken)]));
  const known = new Map(containers.map((container) => [container.name, names.get(container) ?? container.name]));
  return containers.map((container) => ({
    ...container,
    name: names.get(container) ?? container.name,
    linux: { ...container.linux, namespaces: pointed(container.linux.namespaces, known) },
    ...(container.beside && {
      beside: container.beside.map((one) =>
        one.meaning === 'depends-on' && one.value !== undefined ? { ...one, value: known.get(one.value) ?? one.value } : one,
      ),
    }),
  }));
}

function free(name: string, taken: Set<string>): string {
  let found = name;
  for (let count = 2; taken.has(found.toLowerCase()); count++) found = `${name}-${count}`;
  taken.add(found.toLowerCase());
  return found;
}

/** A pod's only container goes by the name of the pod's owner; an image by the last part of its reference. */
function plainName({ name, group, surface, role }: Container, all: readonly Container[]): string {
  if (surface === 'kubernetes') {
    const [, owner = name, own = ''] = name.split('/');
    const alone = role !== 'init' && all.filter((other) => other.group === group && other.role !== 'init').length === 1;
    return tidy(alone ? owner : `${owner}-${own}`);
  }
  return tidy(name.replace(/@.*$/s, '').split('/').at(-1)?.replace(/:.*$/s, '') ?? name);
}

function tidy(name: string): string {
  const plain = name
    .slice(0, 100)
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return plain === '' ? 'unnamed' : plain;
}

const kinds = ['pid', 'network', 'ipc', 'uts', 'user', 'cgroup'] as const;

/** service:NAME and container:NAME lead to the new names. */
function pointed(namespaces: Namespaces, names: ReadonlyMap<string, string>): Namespaces {
  return changed(namespaces, ({ mode, with: other, ...rest }) => {
    const name = /^(?:service|container):(.+)$/.exec(other ?? '')?.[1];
    return { mode, ...rest, ...(other === undefined ? {} : { with: name === undefined ? other : `container:${names.get(name) ?? name}` }) };
  });
}

function changed(namespaces: Namespaces, change: (namespace: Namespace) => Namespace): Namespaces {
  const entries = kinds.flatMap((kind) => {
    const field = namespaces[kind];
    return field === undefined ? [] : [[kind, mapField(field, change)] as const];
  });
  return { ...namespaces, ...Object.fromEntries(entries) };
}

/** Without pods the first container of one has the network and IPC, with all ports, and the others join it. */
function apart(containers: readonly Container[]): readonly Container[] {
  const pods = new Map<string, Container[]>();
  for (const container of containers) {
    if (container.group === undefined || container.surface === 'compose' || container.role === 'init') continue;
    pods.set(container.group, [...(pods.get(container.group) ?? []), container]);
  }
  const made = new Map<Container, Container>();
  for (const [first, ...others] of pods.values()) {
    if (first === undefined) continue;
    const shared = { mode: 'shared', with: `container:${first.name}` } as const;
    for (const other of others) made.set(other, follower(other, shared, first.origin));
    made.set(first, { ...leader(first), ports: others.length === 0 ? first.ports : distinctPorts([first, ...others]) });
  }
  return containers.map((container) => made.get(container) ?? container);
}

/** The pod that it leads is its own. */
function leader(first: Container): Container {
  const { namespaces } = first.linux;
  const own = Object.fromEntries(
    kinds.flatMap((kind) => (knownValue(namespaces[kind])?.with === 'pod' ? [] : [[kind, namespaces[kind]] as const])),
  );
  return { ...first, linux: { ...first.linux, namespaces: { ...own, ...(namespaces.mount && { mount: namespaces.mount }) } } };
}

function follower(container: Container, shared: Namespace, origin: Origin): Container {
  const { namespaces } = container.linux;
  const join = (field: Field<Namespace> | undefined, byItself: boolean): Field<Namespace> | undefined => {
    if (knownValue(field)?.with === 'pod') return field && mapField(field, () => shared);
    const own = field === undefined || knownValue(field)?.mode === 'private';
    return byItself && own ? written(shared, field?.origin ?? origin) : field;
  };
  const { uts, ...rest } = namespaces;
  // Whose network it joins gives the name as well.
  const kept: Namespaces = knownValue(uts)?.with === 'pod' ? rest : namespaces;
  const joined = {
    ...set('network', join(namespaces.network, true)),
    ...set('ipc', join(namespaces.ipc, true)),
    ...set('pid', join(namespaces.pid, false)),
  };
  return { ...container, ports: [], linux: { ...container.linux, namespaces: { ...kept, ...joined } } };
}

const set = (key: keyof Namespaces, field: Field<Namespace> | undefined): Namespaces => (field === undefined ? {} : { [key]: field });

function distinctPorts(containers: readonly Container[]): Container['ports'] {
  const found = new Map(
    containers
      .flatMap(({ ports }) => ports)
      .map((port) => [[port.containerPort, port.protocol, port.hostPort, port.hostIp].map(knownValue).join(' '), port] as const),
  );
  return [...found.values()];
}

/** Names of networks that mean something else behind --network. */
const modes = new Set(['host', 'none', 'private', 'default', 'bridge', 'pasta', 'slirp4netns']);

/** Services of a project, and pods of a cluster, find each other by name: outside of both they need a network of their own for that. */
function networked(container: Container, count: number, { projects }: Place, project: string): Container {
  const { surface, networks, linux, origin } = container;
  if (projects) return container;
  if (networks !== undefined) {
    const named = (name: string): string => (surface === 'compose' && modes.has(name) ? `${project}_${name}` : name);
    return { ...container, networks: networks.map((field) => mapField(field, named)) };
  }
  const byName = surface === 'compose' || (surface === 'kubernetes' && count > 1);
  const alone = linux.namespaces.network === undefined || knownValue(linux.namespaces.network)?.mode === 'private';
  return byName && alone ? { ...container, networks: [written(project, origin)] } : container;
}

/** A pod's containers are started again unless it says otherwise; those of a Job are not. */
function restarted(container: Container): Container {
  const { surface, id, role, beside = [], origin } = container;
  const ends = role === 'init' || /#(?:Job|CronJob|ScheduledJob)\//.test(id);
  if (surface !== 'kubernetes' || ends || beside.some(({ meaning }) => meaning === 'restart')) return container;
  return { ...container, beside: [...beside, { key: 'restartPolicy', meaning: 'restart', value: 'always', origin }] };
}

/** What a pod's containers have for as long as it lives: with one that mounts it, it is that one's own, else it bears the pod's name. */
function ownVolumes(container: Container, all: readonly Container[]): Container {
  const { surface, group } = container;
  if (surface !== 'kubernetes') return container;
  const uses = (name: string): number =>
    all.filter(
      (other) =>
        other.group === group && other.mounts.some(({ type, source }) => knownValue(type) === 'volume' && knownValue(source) === name),
    ).length;
  const mounts = container.mounts.map((mount) => {
    const name = knownValue(mount.source);
    if (knownValue(mount.type) !== 'volume' || name === undefined || mount.source === undefined) return mount;
    if (uses(name) > 1) return { ...mount, source: mapField(mount.source, () => tidy(`${(group ?? '').split('/').at(-1)}-${name}`)) };
    const { source: _, ...own } = mount;
    return own;
  });
  return { ...container, mounts };
}

/** The init containers of a pod end before the others start. */
function inTurn(container: Container, all: readonly Container[], { pods }: Place): Container {
  const { role, group, beside = [], surface } = container;
  if (pods || surface !== 'kubernetes' || role === 'init') return container;
  const first = all.filter((other) => other.group === group && other.role === 'init');
  return {
    ...container,
    beside: [
      ...beside,
      ...first.map(({ name, origin }) => ({ key: 'initContainers', meaning: 'depends-on', value: name, origin }) as const),
    ],
  };
}
