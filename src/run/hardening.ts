import { nonRootUser } from '../controls/non-root-user/control.ts';
import { cpuPeriod } from '../facts/cgroup.ts';
import {
  type BlockIO,
  byDefault,
  type Container,
  type DeviceRate,
  type Entries,
  type Field,
  isRootUser,
  isUnknown,
  knownValue,
  type Mount,
  type Namespaces,
  type Process,
  written,
} from '../model/index.ts';
import { groupId, userId } from '../text/docker-syntax/index.ts';
import type { Circumstances } from './circumstances.ts';
import { ceilings, limits, mappedUser, tmpfsOptions, tmpfsSize, writablePlaces } from './defaults.ts';
import type { Disk } from './disk.ts';

const from = 'bulkhead run';

/**
 * Every measure that a container leaves open, declared: what it says itself is not in it. Together with the container's own words it is
 * the hardened container. `seccomp`: the path of the profile for it, once that is known. Pure.
 */
export function hardening(asked: Container, circumstances: Circumstances, seccomp?: string): Container {
  const { id, name, kind, surface, engine, origin, linux, process, root, image } = asked;
  return {
    ...{ id, name, kind, surface, engine, origin, image },
    process: { ...rightsOf(process), ...userOf(asked, circumstances), env: [], rlimits: rlimitsOf(process, circumstances) },
    root: root.readonly === undefined ? { readonly: byDefault(true, from) } : {},
    mounts: placesOf(asked, circumstances),
    linux: {
      namespaces: namespacesOf(asked, circumstances),
      resources: resourcesOf(asked, circumstances),
      sysctl: [],
      ...(linux.seccomp === undefined && seccomp !== undefined
        ? { seccomp: byDefault({ profile: 'custom', path: seccomp } as const, from) }
        : {}),
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
function userOf(asked: Container, circumstances: Circumstances): Pick<Process, 'user' | 'group'> {
  const { image, oneUser, secretsFor } = circumstances;
  const own = image?.user;
  if (asked.process.user !== undefined || oneUser || image === undefined || own?.state === 'unknown') return {};
  if (own !== undefined && !isRootUser(own.value)) return {};
  if (secretsFor !== undefined) return { user: byDefault({ uid: secretsFor.uid }, from), group: byDefault({ gid: secretsFor.gid }, from) };
  if (isMapped(asked, circumstances)) return { user: byDefault({ uid: mappedUser }, from), group: byDefault({ gid: mappedUser }, from) };
  const change = nonRootUser.harden(asked).find(({ set }) => set === 'process.user');
  if (change?.set !== 'process.user') return {};
  const [user = '', group = user] = change.to.split(':');
  return { user: byDefault(userId(user), from), group: byDefault(groupId(group), from) };
}

/**
 * A program that crashes leaves no copy of its memory. Where one limit is asked for Podman raises two others as far as root may, which not every root may
 * (podman 5.8 pkg/specgen/generate/oci_linux.go addRlimits): they stay within the caller's.
 */
function rlimitsOf({ rlimits }: Process, { engine, callerLimits }: Circumstances): Process['rlimits'] {
  const wanted = [
    { type: 'core', value: 0 },
    ...(engine.kind === 'podman' ? ceilings : []).map(({ type, value }) => ({ type, value: lower(value, callerLimits.get(type)) })),
  ];
  return wanted
    .filter(({ type }) => !rlimits.some((own) => own.type === type))
    .map(({ type, value }) => ({ type, soft: byDefault(value, from), hard: byDefault(value, from) }));
}

const lower = (value: number, own: number | undefined): number => (own === undefined || own < 0 ? value : Math.min(value, own));

/** A tmpfs on each writable place that nothing else is mounted on, and on none at all where the root may be written to. */
function placesOf(asked: Container, circumstances: Circumstances): readonly Mount[] {
  const { mounts, root, origin } = asked;
  if (knownValue(root.readonly) === false) return [];
  const taken = new Set([...mounts.map(({ destination }) => knownValue(destination)), ...(circumstances.image?.volumes ?? [])]);
  const options = [...tmpfsOptions, 'mode=1777', ...ownerOf(asked, circumstances)].map((word) => byDefault(word, from));
  return writablePlaces
    .filter(({ path }) => !taken.has(path))
    .map(({ path, size }) => ({
      origin,
      type: byDefault('tmpfs', from),
      destination: byDefault(path, from),
      options,
      size: byDefault(size, from),
    }));
}

/**
 * Whose the root of a tmpfs is: runc gives it the mode of the folder that it covers, whatever is asked for, and so only its owner may write there
 * (runc 1.1 libcontainer/rootfs_linux.go). Docker takes numbers, Podman finds the user itself.
 */
function ownerOf(asked: Container, circumstances: Circumstances): readonly string[] {
  if (circumstances.engine.kind === 'podman') return ['U'];
  const added = userOf(asked, circumstances);
  const owner = asked.process.user === undefined && added.user === undefined ? circumstances.image : { ...asked.process, ...added };
  const [uid, gid] = [knownValue(owner?.user)?.uid, knownValue(owner?.group)?.gid];
  return [...(uid ? [`uid=${uid}`] : []), ...(gid ? [`gid=${gid}`] : [])];
}

/** Those of a pod are the pod's own. */
function namespacesOf(asked: Container, circumstances: Circumstances): Namespaces {
  const { group, ports, networks } = asked;
  const { namespaces } = asked.linux;
  if (group !== undefined) return {};
  const own = byDefault({ mode: 'private' } as const, from);
  const none = byDefault({ mode: 'none' } as const, from);
  // -P of an image that exposes nothing publishes nothing.
  const published =
    circumstances.image === undefined ? ports.some((port) => port.published) : narrowed(asked, circumstances).ports.length > 0;
  const reached = published || networks !== undefined;
  const spaces: readonly (readonly [keyof Namespaces, Field<{ mode: 'private' | 'none' }>, boolean])[] = [
    ['ipc', own, true],
    ['cgroup', own, true],
    ['network', none, !reached],
    ['user', own, canMap(asked, circumstances)],
  ];
  return Object.fromEntries(spaces.flatMap(([key, field, wanted]) => (wanted && namespaces[key] === undefined ? [[key, field]] : [])));
}

/**
 * What belongs to the host or to another container (/sys by its network, /proc by its processes, /dev/mqueue by its IPC) cannot be mounted from inside a
 * user namespace of one's own.
 */
function canMap({ linux: { namespaces, uidMappings }, privileged, group }: Container, { engine, mapsUsers }: Circumstances): boolean {
  const foreign = [namespaces.network, namespaces.pid, namespaces.ipc].some((field) => {
    return field !== undefined && (isUnknown(field) || field.value.mode === 'host' || field.value.mode === 'shared');
  });
  const free = group === undefined && uidMappings === undefined && knownValue(privileged) !== true;
  return mapsUsers && engine.kind === 'podman' && free && !foreign;
}

function isMapped(asked: Container, circumstances: Circumstances): boolean {
  const { user } = asked.linux.namespaces;
  if (user === undefined) return canMap(asked, circumstances);
  return circumstances.mapsUsers && knownValue(user)?.mode !== 'host';
}

function resourcesOf({ linux: { resources }, origin }: Container, { disk }: Circumstances): Container['linux']['resources'] {
  const { memory, cpu, pids, blockIO } = resources;
  const rates = ratesFor(blockIO, disk);
  const limit = memory?.limit ?? written(limits.memory, origin);
  const size = knownValue(limit);
  return {
    memory: {
      ...(memory?.limit === undefined ? { limit: byDefault(limits.memory, from) } : {}),
      ...(memory?.swap === undefined && size !== undefined && size > 0 ? { swap: byDefault(size, from) } : {}),
    },
    ...(cpu?.quota === undefined ? { cpu: { quota: byDefault(limits.cpus * cpuPeriod, from), period: byDefault(cpuPeriod, from) } } : {}),
    ...(pids?.limit === undefined ? { pids: { limit: byDefault(limits.pids, from) } } : {}),
    ...(rates.length === 0 ? {} : { blockIO: { throttle: rates } }),
  };
}

/** Whoever gives a weight, or a rate of the same direction, has decided it. */
function ratesFor({ weight, throttle = [] }: BlockIO = {}, disk: Disk): readonly Field<DeviceRate>[] {
  if (weight !== undefined || 'because' in disk) return [];
  const taken = new Set(throttle.flatMap((own) => (isUnknown(own) ? ['read', 'write'] : [own.value.of.split(' ')[0]])));
  return (['read', 'write'] as const)
    .filter((direction) => !taken.has(direction))
    .map((direction) => byDefault({ of: `${direction} bytes`, device: disk.device, rate: limits.disk } as const, from));
}
