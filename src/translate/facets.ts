import {
  type Container,
  type Entries,
  type EnvVar,
  type Field,
  isUnknown,
  knownValue,
  type Mount,
  type Namespace,
  type Namespaces,
  type Origin,
  type Port,
  type Rlimit,
  type SecretUse,
} from '../model/index.ts';

/** One thing that an effective view says, in a form in which two views can be held against each other. */
export interface Facet {
  /** The model's path: "linux.resources.pids.limit", "mounts[/data].readonly". */
  readonly path: string;
  /** The same text where both views say the same. Undefined: it is not known. */
  readonly value: string | undefined;
  /** For people; without the value of a variable or an argument. */
  readonly said: string;
  /** Somebody wrote it, or a line that somebody wrote brings it about. */
  readonly written: boolean;
  readonly origin?: Origin;
}

/** Everything that an effective view says, in the order of the model. Each path stands once. */
export function facetsOf(container: Container): ReadonlyMap<string, Facet> {
  const { process, root, linux, image } = container;
  const facets = [
    ...one('image', image.build === undefined ? image.reference : undefined),
    ...one('process.user', process.user, ({ uid, name }) => name ?? String(uid)),
    ...(isUnknown(process.group) ? [] : one('process.group', process.group, ({ gid, name }) => name ?? String(gid))),
    ...set('process.additionalGroups', process.additionalGroups, ({ gid, name }) => name ?? String(gid)),
    ...(knownValue(process.runAsNonRoot) ? one('process.runAsNonRoot', process.runAsNonRoot) : []),
    ...one(
      'process.args',
      process.args,
      (words) => JSON.stringify([isOwnProgram(container) ? 'in place of the entry point' : 'after it', ...words]),
      (words) => `${words.length} words`,
    ),
    ...one('process.cwd', process.cwd),
    ...process.env.map(variable),
    ...one('process.noNewPrivileges', process.noNewPrivileges),
    ...(['bounding', 'effective', 'inheritable', 'ambient'] as const).flatMap((name) =>
      set(`process.capabilities.${name}`, process.capabilities?.[name], short),
    ),
    ...one('process.apparmor', process.apparmor, json, ({ profile, name }) => name ?? profile),
    ...one(
      'process.selinux',
      process.selinux,
      ({ sharedWith: _, ...label }) => json(label),
      ({ disabled }) => (disabled ? 'disabled' : 'on'),
    ),
    ...process.rlimits.flatMap(rlimit),
    ...one('process.oomScoreAdj', process.oomScoreAdj),
    ...one('root.readonly', root.readonly),
    ...one('privileged', container.privileged),
    ...container.mounts.flatMap(mountFacets),
    ...namespaceFacets(linux.namespaces),
    ...one('linux.uidMappings', linux.uidMappings, json),
    ...one('linux.gidMappings', linux.gidMappings, json),
    ...set('linux.devices', linux.devices, json, ({ path }) => path),
    ...one('linux.cgroupsPath', linux.cgroupsPath),
    ...resourceFacets(linux.resources),
    ...one(
      'linux.seccomp',
      linux.seccomp,
      ({ profile, path }) => json([profile, path]),
      ({ profile, path }) => path ?? profile,
    ),
    ...one('linux.maskedPaths', linux.maskedPaths, (paths) => json(paths.toSorted()), count),
    ...one('linux.readonlyPaths', linux.readonlyPaths, (paths) => json(paths.toSorted()), count),
    ...linux.sysctl.flatMap(({ name, value }) => one(`linux.sysctl[${name}]`, value)),
    ...container.ports.flatMap(portFacets),
    ...set('networks', container.networks, (name) => name),
    ...container.secrets.flatMap(secretFacets),
    ...one('healthcheck', container.healthcheck, json, ({ disabled }) => (disabled ? 'disabled' : 'set')),
    ...one('serviceAccountToken', container.serviceAccountToken),
    ...one('hostname', container.hostname),
    ...one('runtime', container.runtime),
  ];
  const found = new Map<string, Facet>();
  for (const facet of facets) if (!found.has(facet.path)) found.set(facet.path, facet);
  return found;
}

/** No word in place of the entry point takes it away, but in a pod, where it says nothing. */
const isOwnProgram = ({ process: { entrypointWords }, engine }: Container): boolean =>
  entrypointWords !== undefined && (entrypointWords > 0 || engine !== 'kubernetes');

const json = (value: unknown): string => JSON.stringify(value);
const short = (name: string): string => name.replace(/^CAP_/, '');
const count = (list: readonly string[]): string => (list.length === 0 ? 'none' : `${list.length} paths`);

function one<T>(
  path: string,
  field: Field<T> | undefined,
  canonical: (value: T) => string = String,
  say: (value: T) => string = canonical,
): readonly Facet[] {
  if (field === undefined) return [];
  const place = field.origin === undefined ? {} : { origin: field.origin };
  // A default with a place is the consequence of what is written there.
  const written = field.state === 'written' || (field.state === 'default' && field.origin !== undefined);
  if (field.state === 'unknown') return [{ path, value: undefined, said: 'not known', written: field.origin !== undefined, ...place }];
  return [{ path, value: canonical(field.value), said: say(field.value), written, ...place }];
}

/** A list whose order says nothing. */
function set<T>(
  path: string,
  entries: Entries<T> | undefined,
  canonical: (value: T) => string,
  say: (value: T) => string = canonical,
): readonly Facet[] {
  if (entries === undefined || entries.length === 0) return [];
  const origin = entries.find((entry) => entry.origin !== undefined)?.origin;
  const place = origin === undefined ? {} : { origin };
  if (entries.some(isUnknown)) return [{ path, value: undefined, said: 'not known', written: origin !== undefined, ...place }];
  const known = entries.map(knownValue).filter((value) => value !== undefined);
  const values = [...new Set(known.map(canonical))].sort();
  return [{ path, value: json(values), said: [...new Set(known.map(say))].sort().join(', '), written: origin !== undefined, ...place }];
}

/** The value of a variable is compared and never said. */
function variable({ name, value, from, origin }: EnvVar): Facet {
  const known = value === undefined ? `from ${from ?? 'caller'}` : value.state === 'unknown' ? undefined : `=${value.value}`;
  return {
    path: `process.env[${name}]`,
    value: known,
    said: value === undefined ? `taken from ${from ?? 'elsewhere'}` : 'its value',
    written: true,
    origin,
  };
}

function rlimit({ type, origin, soft, hard }: Rlimit): readonly Facet[] {
  const [low, high] = [knownValue(soft), knownValue(hard)];
  const known = low === undefined || high === undefined ? undefined : `${low}:${high}`;
  return [
    {
      path: `process.rlimits[${type}]`,
      value: known,
      said: known ?? 'not known',
      written: origin !== undefined,
      ...(origin && { origin }),
    },
  ];
}

function namespaceFacets(namespaces: Namespaces): readonly Facet[] {
  const names = ['pid', 'network', 'ipc', 'uts', 'user', 'cgroup', 'time'] as const;
  const canonical = ({ mode, with: other, keepsCaller }: Namespace): string =>
    json([mode, other?.replace(/^service:/, 'container:'), keepsCaller]);
  return names.flatMap((name) =>
    one(`linux.namespaces.${name}`, namespaces[name], canonical, ({ mode, with: other }) =>
      other === undefined ? mode : `that of ${other}`,
    ),
  );
}

function resourceFacets({ memory, cpu, pids, blockIO }: Container['linux']['resources']): readonly Facet[] {
  const path = 'linux.resources';
  return [
    ...one(`${path}.memory.limit`, memory?.limit),
    ...one(`${path}.memory.reservation`, memory?.reservation),
    ...one(`${path}.memory.swap`, memory?.swap),
    ...one(`${path}.memory.disableOOMKiller`, memory?.disableOOMKiller),
    ...one(`${path}.cpu.quota`, cpu?.quota),
    ...one(`${path}.cpu.period`, cpu?.period),
    ...one(`${path}.cpu.shares`, cpu?.shares),
    ...one(`${path}.cpu.cpus`, cpu?.cpus),
    ...one(`${path}.pids.limit`, pids?.limit),
    ...one(`${path}.blockIO.weight`, blockIO?.weight),
    ...set(`${path}.blockIO.throttle`, blockIO?.throttle, ({ of, device, rate }) => `${rate} ${of} of ${device} a second`),
  ];
}

/** Words that say what is so without them, or what only the engine's host knows of. */
const idle = new Set(['rw', 'exec', 'suid', 'dev', 'rbind', 'bind', 'copy', 'strictatime', 'newinstance']);

function mountFacets(mount: Mount): readonly Facet[] {
  const destination = knownValue(mount.destination);
  const path = `mounts[${destination ?? '?'}]`;
  const type = knownValue(mount.type);
  const words = (mount.options ?? []).filter((option) => !idle.has(knownValue(option) ?? ''));
  // What Podman mounts below a read-only root is a tmpfs like any other.
  const isTmpfs = type === 'tmpfs' || words.some((word) => knownValue(word) === 'tmpcopyup');
  const made = type === 'system' && !isTmpfs && destination !== '/dev/shm';
  return [
    ...one(`${path}.type`, mount.type, (value) => (isTmpfs ? 'tmpfs' : value)),
    ...(isUnknown(mount.destination) ? one(`${path}.destination`, mount.destination) : []),
    ...(isTmpfs ? [] : one(`${path}.source`, mount.source)),
    ...one(`${path}.readonly`, mount.readonly),
    ...one(`${path}.propagation`, mount.propagation),
    ...(made ? [] : set(`${path}.options`, words, (word) => word)),
    ...one(`${path}.size`, mount.size),
  ].map((facet) => (facet.origin === undefined && type !== 'system' ? { ...facet, origin: mount.origin } : facet));
}

function portFacets({ origin, containerPort, hostPort, hostIp, protocol, published }: Port): readonly Facet[] {
  const path = `ports[${knownValue(containerPort) ?? '?'}/${knownValue(protocol) ?? 'tcp'}]`;
  const open: Facet = {
    path: `${path}.published`,
    value: String(published),
    said: published ? 'published' : 'not published',
    written: true,
    origin,
  };
  return [
    open,
    ...(isUnknown(containerPort) ? one(`${path}.containerPort`, containerPort) : []),
    ...one(`${path}.hostPort`, hostPort),
    ...one(`${path}.hostIp`, hostIp),
  ];
}

function secretFacets({ name, origin, target, mode }: SecretUse): readonly Facet[] {
  const path = `secrets[${name}]`;
  return [
    { path: `${path}.name`, value: name, said: 'mounted', written: true, origin },
    ...one(`${path}.target`, target),
    ...one(`${path}.mode`, mode, (bits) => bits.toString(8)),
  ];
}
