import { rateFiles } from '../../facts/cgroup.ts';
import { real } from '../../host/links.ts';
import { machineDoor } from '../../host/machine-door.ts';
import { processDoor } from '../../host/process-door.ts';
import { type Container, mapField, Unreadable } from '../../model/index.ts';
import { type Disk, diskUnder } from '../../run/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** What an engine says of itself, as far as it is about its disk. */
interface Store {
  readonly folder: string;
  readonly host: string;
  readonly kernel: string;
  /** It says that it cannot limit disks. */
  readonly cannot: boolean;
}

/**
 * The disk of the engine's store, by what the engine says of itself (`info`), where it can hold a container to a rate there. Sources: moby 20.10 and 29
 * daemon/info_unix.go fillPlatformInfo (the warnings); podman 5.8 libpod/define/info.go HostInfo and StoreInfo; a user's own share of the control groups has
 * no `io` (systemd 257 units/user@.service.in, Delegate=pids memory cpu).
 */
export function storeDisk(kind: 'docker' | 'podman', info: object, rootless: boolean, here: boolean): Disk {
  const engine = kind === 'docker' ? 'Docker' : 'Podman';
  if (rootless) return { because: `${engine} without root has no say over disks` };
  const store = kind === 'docker' ? storeOfDocker(info as Json) : storeOfPodman(info as Json);
  const elsewhere = !here || store.host !== own('hostname') || store.kernel !== own('osrelease');
  if (elsewhere) return { because: `${engine} starts containers on another machine, whose disks are not known here` };
  if (store.cannot) return { because: `${engine} says that this kernel cannot limit them` };
  return diskOf(store.folder);
}

function diskOf(folder: string): Disk {
  const path = real(folder);
  return path === undefined ? { because: `${folder} cannot be looked at` } : diskUnder(path, machineDoor);
}

/** The disk of a root file system, where the kernel can limit disks: a runtime refuses to start what it cannot limit. */
export function bundleDisk(root: string): Disk {
  const controllers = machineDoor.read('/sys/fs/cgroup/cgroup.controllers');
  const can =
    'text' in controllers
      ? /\bio\b/.test(controllers.text)
      : machineDoor.look(`/sys/fs/cgroup/blkio/${rateFiles['read bytes']}`) !== undefined;
  return can ? diskOf(root) : { because: 'this kernel cannot limit them' };
}

/** The same with devices by their numbers, as a runtime wants them. Throws Unreadable for what is no disk. */
export function numbered(container: Container): Container {
  const { blockIO } = container.linux.resources;
  if (blockIO?.throttle === undefined) return container;
  const throttle = blockIO.throttle.map((field) => mapField(field, (rate) => ({ ...rate, device: numbersOf(rate.device) })));
  const resources = { ...container.linux.resources, blockIO: { ...blockIO, throttle } };
  return { ...container, linux: { ...container.linux, resources } };
}

function numbersOf(device: string): string {
  const node = device.startsWith('/') ? processDoor.node(real(device) ?? device) : undefined;
  if (node?.type === 'block') return `${node.major}:${node.minor}`;
  throw new Unreadable(`there is no disk ${device} here, for which a rate is asked`);
}

function storeOfDocker({ DockerRootDir, Name, KernelVersion, Warnings }: Json): Store {
  const warnings = Array.isArray(Warnings) ? Warnings : [];
  const cannot = warnings.some((line) => /No (?:blkio throttle\.(?:read|write)_bps_device|io\.max \([rw]bps\)) support/.test(String(line)));
  return { folder: String(DockerRootDir), host: String(Name), kernel: String(KernelVersion), cannot };
}

function storeOfPodman(info: Json): Store {
  const { store, host } = info as { store?: Json; host?: Json };
  const controllers = host?.cgroupControllers;
  const cannot = Array.isArray(controllers) && !controllers.includes('io') && !controllers.includes('blkio');
  return { folder: String(store?.graphRoot), host: String(host?.hostname), kernel: String(host?.kernel), cannot };
}

function own(name: 'hostname' | 'osrelease'): string | undefined {
  const read = machineDoor.read(`/proc/sys/kernel/${name}`);
  return 'text' in read ? read.text.trim() : undefined;
}
