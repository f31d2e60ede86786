import { nonRootUser } from '../controls/non-root-user/control.ts';
import { cpuPeriod } from '../facts/cgroup.ts';
import {
  byDefault,
  type Container,
  type Entries,
  type Field,
  isRootUser,
  isUnknown,
  knownValue,
  type Mount,
  type Namespaces,
  type Origin,
  type Process,
  written,
} from '../model/index.ts';
import { groupId, userId } from '../text/docker-syntax/index.ts';
import type { Circumstances } from './circumstances.ts';
import { limits, mappedUser, tmpfsOptions, tmpfsSize, writablePlaces } from './defaults.ts';

const from = 'bulkhead run';

/**
 * Every measure that a container leaves open, declared: what it says itself is not in it. Together with the container's own words it is
 * the hardened container. `seccomp`: the path of the profile for it, once that is known. Pure.
 */
export function hardening(asked: Container, circumstances: Circumstances, seccomp?: string): Container {
  const { id, name, kind, surface, engine, origin, linux, process, root, image } = asked;
  return {
    ...{ id, name, kind, surface, engine, origin, image },
    process: { ...rightsOf(process), ...userOf(asked, circumstances), env: [], rlimits: rlimitsOf(process) },
    root: root.readonly === undefined ? { readonly: byDefault(true, from) } : {},
    mounts: placesOf(asked, circumstances),
    linux: {
      namespaces: namespacesOf(asked, circumstances),
      resources: resourcesOf(asked),
      sysctl: [],
      ...(linux.seccomp === undefined && seccomp !== undefined ? { seccomp: byDefault({ profile: 'custom', path: seccomp } as const, from) } : {}),
    },
    ports: [],
    secrets: [],
  };
}

/** A container's own ports and tmpfs mounts, each with what it leaves open: the loopback address, a size, the options. */
export function narrowed(asked: Container, { image }: Circumstances): Pick<Container, 'ports' | 'mounts'> {
  const published = asked.ports.filter((port) => port.published && !isUnknown(port.containerPort));
  const named = new Set(published.map(({ containerPort }) => knownValue(containerPort)));
  const all = asked.ports.find(({ containerPort, published: out }) => out && isUnknown(containerPort));
  const exposed = all === undefined ? [] : (image?.ports ?? []).filter(({ containerPort }) => !named.has(knownValue(containerPort)));
  const ports = [...published, ...exposed.map((port) => ({ ...port, published: true, origin: all?.origin ?? port.origin }))];
  const loopback = byDefault('127.0.0.1', from);
  return {
    ports: ports.map((port) => (port.hostIp === undefined ? { ...port, hostIp: loopback } : port)),
    mounts: asked.mounts.filter(isTmpfs).map(sized),
  };
}

const isTmpfs = ({ type }: Mount): boolean => knownValue(type) === 'tmpfs';

function sized(mount: Mount): Mount {
  const said = new Set((mount.options ?? []).map(knownValue));
  const missing = tmpfsOptions.filter((word) => !said.has(word) && !said.has(word.slice('no'.length)));
  return {
    ...mount,
    options: [...(mount.options ?? []), ...missing.map((word) => byDefault(word, from))],
    size: mount.size ?? byDefault(tmpfsSize, from),
  };
}

function rightsOf({ noNewPrivileges, capabilities }: Process): Pick<Process, 'noNewPrivileges' | 'capabilities'> {
  const dropsAll = has(capabilities?.drop, 'ALL');
  // Podman refuses to drop and to add ALL at once.
  const addsAll = has(capabilities?.add, 'ALL');
  return {
    ...(noNewPrivileges === undefined ? { noNewPrivileges: byDefault(true, from) } : {}),
    ...(dropsAll || addsAll ? {} : { capabilities: { drop: [byDefault('ALL', from)] } }),
  };
}

const has = (entries: Entries<string> | undefined, name: string): boolean => entries?.some((entry) => knownValue(entry) === name) ?? false;

/** Whom an image that names nobody, or root, runs as: whom its entry point would have stepped down to, or a user of nobody. */
function userOf(asked: Container, { image, mapsUsers, oneUser }: Circumstances): Pick<Process, 'user' | 'group'> {
  const own = image?.user;
  if (asked.process.user !== undefined || oneUser || image === undefined || own?.state === 'unknown') return {};
  if (own !== undefined && !isRootUser(own.value)) return {};
  if (mapsUsers) return { user: byDefault({ uid: mappedUser }, from), group: byDefault({ gid: mappedUser }, from) };
  const [change] = nonRootUser.harden(asked);
  const [user = '', group = user] = (change?.set === 'process.user' ? change.to : '').split(':');
  return { user: byDefault(userId(user), from), group: byDefault(groupId(group), from) };
}

/** A program that crashes leaves no copy of its memory. */
function rlimitsOf({ rlimits }: Process): Process['rlimits'] {
  if (rlimits.some(({ type }) => type === 'core')) return [];
  return [{ type: 'core', soft: byDefault(0, from), hard: byDefault(0, from) }];
}

/** A tmpfs on each writable place that nothing else is mounted on, and on none at all where the root may be written to. */
function placesOf({ mounts, root, origin }: Container, { image }: Circumstances): readonly Mount[] {
  if (knownValue(root.readonly) === false) return [];
  const taken = new Set([...mounts.map(({ destination }) => knownValue(destination)), ...(image?.volumes ?? [])]);
  return writablePlaces.filter(({ path }) => !taken.has(path)).map(({ path, size }) => place(path, size, origin));
}

const place = (path: string, size: number, origin: Origin): Mount => ({
  origin,
  type: byDefault('tmpfs', from),
  destination: byDefault(path, from),
  options: [...tmpfsOptions, 'mode=1777'].map((word) => byDefault(word, from)),
  size: byDefault(size, from),
});

/** Those of a pod are the pod's own. */
function namespacesOf({ group, linux: { namespaces, uidMappings }, ports, networks, privileged }: Container, { engine, mapsUsers }: Circumstances): Namespaces {
  if (group !== undefined) return {};
  const own = byDefault({ mode: 'private' } as const, from);
  const none = byDefault({ mode: 'none' } as const, from);
  const reached = ports.some(({ published }) => published) || networks !== undefined;
  const spaces: readonly (readonly [keyof Namespaces, Field<{ mode: 'private' | 'none' }>, boolean])[] = [
    ['ipc', own, true],
    ['cgroup', own, true],
    ['network', none, !reached],
    ['user', own, mapsUsers && uidMappings === undefined && knownValue(privileged) !== true && engine.kind === 'podman'],
  ];
  return Object.fromEntries(spaces.flatMap(([key, field, wanted]) => (wanted && namespaces[key] === undefined ? [[key, field]] : [])));
}

function resourcesOf({ linux: { resources }, origin }: Container): Container['linux']['resources'] {
  const { memory, cpu, pids } = resources;
  const limit = memory?.limit ?? written(limits.memory, origin);
  const size = knownValue(limit);
  return {
    memory: {
      ...(memory?.limit === undefined ? { limit: byDefault(limits.memory, from) } : {}),
      ...(memory?.swap === undefined && size !== undefined && size > 0 ? { swap: byDefault(size, from) } : {}),
    },
    ...(cpu?.quota === undefined ? { cpu: { quota: byDefault(limits.cpus * cpuPeriod, from), period: byDefault(cpuPeriod, from) } } : {}),
    ...(pids?.limit === undefined ? { pids: { limit: byDefault(limits.pids, from) } } : {}),
  };
}
