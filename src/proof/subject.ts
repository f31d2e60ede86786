import { engineFacts } from '../facts/engines/index.ts';
import { literalSecret } from '../facts/secrets/literal.ts';
import { type Container, type Field, isKnown, knownValue, type Mount } from '../model/index.ts';
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
    ...limitsOf(container),
    ...askedProfile(container),
  };
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
  return device?.path.startsWith('/dev/') === true ? [device.containerPath ?? device.path] : [];
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
