import { controlSocketAt } from '../facts/control-sockets.ts';
import { deviceClassOf } from '../facts/devices.ts';
import { engineFacts } from '../facts/engines/index.ts';
import { exposureOf } from '../facts/host-paths.ts';
import { literalSecret } from '../facts/secrets/literal.ts';
import { sysctlEffect, sysctlNamespace } from '../facts/sysctls.ts';
import { type Container, type Field, isKnown, isUnknown, knownValue, type Mount, type SecretUse, type Sysctl } from '../model/index.ts';
import type { Subject } from '../probes/index.ts';

/** Where the sockets of engines usually lie. */
const usualSockets = ['/var/run/docker.sock', '/run/podman/podman.sock', '/run/containerd/containerd.sock', '/run/crio/crio.sock'];

/** Devices that no container needs: memory, disks, virtualisation. */
const hostDevices = ['/dev/mem', '/dev/kmsg', '/dev/sda', '/dev/vda', '/dev/nvme0n1', '/dev/kvm', '/dev/fuse'];

/** Tries are bounded whatever a declaration holds. */
const most = 200;

/** What is tried in a container, from its effective view. `self`: where the probe program will lie inside. */
export function subjectOf(container: Container, self: string): Subject {
  const { linux, mounts } = container;
  const facts = engineFacts[container.engine === 'oci' ? 'docker' : container.engine];
  const destinations = (of: readonly Mount[]): readonly string[] => of.flatMap(({ destination }) => knownValue(destination) ?? []);
  const own = mounts.filter(({ type }) => knownValue(type) !== 'system' && knownValue(type) !== 'tmpfs');
  const sockets = destinations(own).filter((path) => path.endsWith('.sock'));
  return {
    self,
    maskedPaths: distinct([...always(facts.maskedPaths), ...(knownValue(linux.maskedPaths) ?? [])]),
    readonlyPaths: distinct([...always(facts.readonlyPaths), ...(knownValue(linux.readonlyPaths) ?? [])]),
    tmpfs: mounts.flatMap(tmpfsOf).slice(0, most),
    readonlyMounts: distinct(destinations(own.filter(({ readonly }) => knownValue(readonly) === true))),
    sockets: distinct([...usualSockets, ...sockets]),
    devices: distinct([...hostDevices, ...(linux.devices ?? []).flatMap((device) => devicePath(device))]),
    secrets: distinct(container.process.env.flatMap(({ name, value }) => (isSecret(name, value) ? [name] : []))),
    askedCapabilities: (container.process.capabilities?.bounding ?? []).flatMap((entry) =>
      entry.state === 'written' ? [entry.value] : [],
    ),
    memoryIsLimited: positive(knownValue(linux.resources.memory?.limit)) !== undefined,
    hostPaths: mounts.flatMap((mount) => hostPathOf(mount, container)).slice(0, most),
    secretFiles: container.secrets.flatMap((use) => secretFileOf(use, container)).slice(0, most),
    sysctls: linux.sysctl.flatMap(sysctlOf).slice(0, most),
    ...(isOwn(linux.namespaces.pid) ? { ownProcesses: true } : {}),
    ...pinnedOf(linux.resources.cpu?.cpus),
    rates: (linux.resources.blockIO?.throttle ?? []).flatMap((field) => knownValue(field) ?? []).filter(({ rate }) => rate > 0),
    ...(container.engine === 'docker' ? { bridged: true } : {}),
    ...limitsOf(container),
    ...(linux.resources.pids?.limit?.state === 'default' ? { pidsByDefault: true } : {}),
    ...askedProfile(container),
  };
}

const isOwn = (namespace: Container['linux']['namespaces']['pid']): boolean => knownValue(namespace)?.mode === 'private';

/** Processors as cpuset(7) lists them: "0-2,5". */
function pinnedOf(cpus: Field<string> | undefined): Pick<Subject, 'pinned'> {
  const list = knownValue(cpus)?.split(',') ?? [];
  const counts = list.map((part) => {
    const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part.trim()) ?? [];
    return first === undefined ? Number.NaN : Number(last ?? first) - Number(first) + 1;
  });
  const pinned = counts.reduce((sum, count) => sum + count, 0);
  return pinned > 0 ? { pinned } : {};
}

/** Sockets of engines are tried by connecting to them. */
function hostPathOf({ type, source, destination, readonly }: Mount, { engine }: Container): NonNullable<Subject['hostPaths']> {
  const [from, path] = [knownValue(source), knownValue(destination)];
  if (knownValue(type) !== 'bind' || from === undefined || path === undefined || controlSocketAt(from) !== undefined) return [];
  return exposureOf(from, knownValue(readonly) !== true, engine) === undefined ? [] : [{ path, source: from }];
}

/** Where the engine's store feeds it: what stands for another secret in a twin lies where the twin's maker put it. Source: podman-run(1), --secret. */
function secretFileOf({ name, target, from }: SecretUse, { process }: Container): NonNullable<Subject['secretFiles']> {
  if (isUnknown(target) || knownValue(from) !== 'external') return [];
  if (process.env.some((one) => one.from === 'secret' && one.name === (knownValue(target) ?? name))) return [];
  const path = knownValue(target) ?? name;
  return [{ path: path.startsWith('/') ? path : `/run/secrets/${path}`, name }];
}

/** Those that take a protection away; a runtime refuses those of the host. */
function sysctlOf({ name, value }: Sysctl): NonNullable<Subject['sysctls']> {
  const asked = value.state === 'written' ? value.value : undefined;
  const effect = asked === undefined || sysctlNamespace(name) === undefined ? undefined : sysctlEffect(name, asked);
  return asked === undefined || effect === undefined ? [] : [{ name, value: asked, effect }];
}

function askedProfile({ process: { apparmor } }: Container): Pick<Subject, 'apparmor'> {
  const asked = apparmor?.state === 'written' && apparmor.value.profile === 'named' ? apparmor.value.name : undefined;
  return asked === undefined ? {} : { apparmor: asked };
}

/** What every version covers: what it lacks is seen even where nothing is covered. Of the rest the effective view knows. */
const always = (
  paths: readonly { readonly value: string; readonly since?: readonly string[]; readonly until?: string }[],
): readonly string[] => paths.flatMap(({ value, since, until }) => (since === undefined && until === undefined ? [value] : []));

const distinct = (words: readonly string[]): readonly string[] =>
  [...new Set(words)].filter((word) => !word.includes('*') && !word.includes('\0')).slice(0, most);

const isSecret = (name: string, value: Field<string> | undefined): boolean =>
  isKnown(value) && literalSecret(name, value.value) !== undefined;

const devicePath = (field: Field<{ readonly path: string; readonly containerPath?: string }>): readonly string[] => {
  const device = knownValue(field);
  // The null device and its like are in every container.
  const isOne = device?.path.startsWith('/dev/') === true && deviceClassOf(device)?.reach !== 'none';
  return isOne ? [device.containerPath ?? device.path] : [];
};

function tmpfsOf({ type, destination, options, size }: Mount): Subject['tmpfs'] {
  const path = knownValue(destination);
  if (knownValue(type) !== 'tmpfs' || path === undefined) return [];
  const bytes = knownValue(size);
  return [
    { path, options: (options ?? []).flatMap((option) => knownValue(option) ?? []), ...(bytes === undefined ? {} : { size: bytes }) },
  ];
}

/** Memory may be moved to swap before anybody is killed. */
function limitsOf({ linux, process }: Container): Pick<Subject, 'memory' | 'pids' | 'cpus' | 'openFiles'> {
  const { memory, cpu, pids } = linux.resources;
  const quota = positive(knownValue(cpu?.quota));
  const limit = positive(knownValue(memory?.limit));
  const swap = positive(knownValue(memory?.swap));
  const files = process.rlimits.find(({ type }) => type === 'nofile');
  return defined({
    // Where nobody is killed, who uses more waits for ever.
    memory: limit === undefined || knownValue(memory?.disableOOMKiller) === true ? undefined : Math.max(limit, swap ?? 2 * limit),
    pids: positive(knownValue(pids?.limit)),
    cpus: quota === undefined ? undefined : quota / (positive(knownValue(cpu?.period)) ?? 100_000),
    openFiles: files?.soft.state === 'written' ? positive(knownValue(files.soft)) : undefined,
  });
}

const positive = (value: number | undefined): number | undefined => (value !== undefined && value > 0 ? value : undefined);

const defined = (limits: Readonly<Record<string, number | undefined>>): Pick<Subject, 'memory' | 'pids' | 'cpus' | 'openFiles'> =>
  Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
