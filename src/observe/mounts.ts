import {
  type Container,
  type Entries,
  type Field,
  knownValue,
  type Mount,
  type MountType,
  type Origin,
  unknown,
  written,
} from '../model/index.ts';
import { below, type MountLine } from './mountinfo.ts';
import { nowhereIn, type Texts } from './texts.ts';

/** File systems that the kernel makes up: what engines mount by themselves, and nobody's data. */
const made: ReadonlySet<string> = new Set([
  'proc',
  'sysfs',
  'devpts',
  'devtmpfs',
  'mqueue',
  'cgroup',
  'cgroup2',
  'securityfs',
  'nsfs',
  'debugfs',
  'tracefs',
  'bpf',
  'pstore',
  'efivarfs',
  'hugetlbfs',
]);

/** Places that engines fill by themselves with files out of their own folder for this container. */
const ofEngines: ReadonlySet<string> = new Set([
  '/etc/hosts',
  '/etc/hostname',
  '/etc/resolv.conf',
  '/etc/passwd',
  '/etc/group',
  '/run/.containerenv',
  '/dev/shm',
  '/dev/termination-log',
]);
const systemPlace = /^\/(?:proc|sys|dev)(?:\/|$)/;

/** Is the root file system mounted read-only? The last mount at / is the one that counts. */
export function rootOf(lines: readonly MountLine[]): Container['root'] {
  const root = lines.findLast(({ point }) => point === '/');
  return root === undefined ? {} : { readonly: written(isReadonly(root), root.origin) };
}

const isReadonly = ({ options, superOptions }: MountLine): boolean => options.includes('ro') || superOptions.includes('ro');

/** Every mount but the root and what hides or protects parts of /proc and /sys. `host`: the reader's own mounts, which say where a bind mount comes from. */
export function mountsOf(lines: readonly MountLine[], host: readonly MountLine[]): readonly Mount[] {
  const mounts = lines.filter((line) => line.point !== '/' && !isKernelView(line)).map((line) => mountOf(line, host));
  const byPlace = new Map(mounts.map((mount) => [knownValue(mount.destination), mount]));
  return mounts.filter((mount) => !cameAlong(mount, byPlace));
}

/** What the host itself had mounted below a folder that is bound came with it, unless it may be written and the folder may not. */
function cameAlong(mount: Mount, byPlace: ReadonlyMap<string | undefined, Mount>): boolean {
  const [place = '', source] = [knownValue(mount.destination), knownValue(mount.source)];
  if (knownValue(mount.type) !== 'bind') return false;
  for (let end = place.lastIndexOf('/'); end > 0; end = place.lastIndexOf('/', end - 1)) {
    const above = byPlace.get(place.slice(0, end));
    if (above === undefined || knownValue(above.type) !== 'bind') continue;
    return (
      (source === undefined || `${knownValue(above.source)}${place.slice(end)}` === source) &&
      knownValue(above.readonly) === knownValue(mount.readonly)
    );
  }
  return false;
}

/** What is mounted could not be read: one mount of which nothing is known. */
export const unseen = (unread: Field<never>, origin: Origin): Mount => ({
  origin,
  type: unread,
  source: unread,
  destination: unread,
  readonly: unread,
  propagation: unread,
});

/** Without a mount namespace of its own all that the host has mounted is there, or what lies below the root folder that it was given. */
export function wholeHost(root: Field<string>, { folder }: Texts): Mount {
  const origin = nowhereIn(`${folder}/root`);
  return { origin, type: written('bind', origin), source: root, destination: written('/', origin), readonly: written(false, origin) };
}

/** A mount inside /proc or /sys, other than the ones that engines make there for all. */
export const isKernelView = ({ point, type }: MountLine): boolean =>
  /^\/(?:proc|sys)\/./.test(point) &&
  below(point, '/sys/fs/cgroup') === undefined &&
  !['securityfs', 'debugfs', 'tracefs', 'bpf', 'selinuxfs', 'efivarfs', 'pstore', 'fusectl', 'configfs'].includes(type);

function mountOf(line: MountLine, host: readonly MountLine[]): Mount {
  const { origin, point } = line;
  const found = sourceOf(line, host);
  const volume = volumeName(found);
  const type = volume !== undefined && !isSystem(line) ? 'volume' : typeOf(line, found);
  const source = type === 'volume' ? volume : found;
  const size = line.type === 'tmpfs' ? sizeOf(line) : undefined;
  return {
    origin,
    type: written(type, origin),
    ...sourceField(type, source, line),
    destination: written(point, origin),
    readonly: written(isReadonly(line), origin),
    propagation: written(propagationOf(line), origin),
    options: optionsOf(line),
    ...(size === undefined ? {} : { size: written(size, origin) }),
  };
}

function sourceField(type: MountType, source: string | undefined, { origin }: MountLine): Pick<Mount, 'source'> {
  if (type !== 'bind' && type !== 'volume') return {};
  return { source: source === undefined ? unknown('where the host has it is not seen from here', origin) : written(source, origin) };
}

const isSystem = ({ point, root, source, type }: MountLine): boolean =>
  ofEngines.has(point) &&
  (point === '/dev/shm' ? type === 'tmpfs' || source === 'shm' : /\/[0-9a-f]{64}\/|\/pods\/[0-9a-f-]{36}\//.test(root));

/** What is made up by the kernel, at another place than its own, was put there by somebody. So was the whole /dev of the host. */
function typeOf(line: MountLine, found: string | undefined): MountType {
  const { point, root, type } = line;
  if (isSystem(line)) return 'system';
  if (type === 'devtmpfs' && root === '/') return 'bind';
  if (made.has(type)) return systemPlace.test(point) || found === undefined ? 'system' : 'bind';
  if (type !== 'tmpfs' || found !== undefined) return 'bind';
  return systemPlace.test(point) ? 'system' : 'tmpfs';
}

/** Where the host itself has what is mounted: the same file system, mounted there at this part or one above. The longest fit counts. */
function sourceOf({ device, root }: MountLine, host: readonly MountLine[]): string | undefined {
  let best: { length: number; path: string } | undefined;
  for (const line of host) {
    if (line.device !== device) continue;
    const rest = below(root, line.root);
    if (rest === undefined || (best !== undefined && line.root.length < best.length)) continue;
    best = { length: line.root.length, path: `${line.point === '/' ? '' : line.point}${rest}` || '/' };
  }
  return best?.path;
}

/** Docker, Podman and nerdctl keep named volumes in a folder of this form. */
const volumeName = (path: string | undefined): string | undefined => /\/volumes\/([^/]{1,255})\/_data$/.exec(path ?? '')?.[1];

/** A mount that gets and gives is shared, one that only gets is a slave. */
function propagationOf({ tags }: MountLine): string {
  if (tags.some((tag) => tag.startsWith('shared:'))) return 'shared';
  return tags.some((tag) => tag.startsWith('master:')) ? 'slave' : 'private';
}

const told: ReadonlySet<string> = new Set(['noexec', 'nosuid', 'nodev', 'nosymfollow']);

const optionsOf = ({ options, origin }: MountLine): Entries<string> =>
  options.filter((option) => told.has(option)).map((option): Field<string> => written(option, origin));

/** The kernel writes it in KiB: "size=65536k". Source: Linux 6.12 mm/shmem.c shmem_show_options. */
function sizeOf({ superOptions }: MountLine): number | undefined {
  const word = superOptions.map((option) => /^size=(\d{1,13})([kmg]?)$/.exec(option)).find((found) => found !== null);
  if (word === undefined) return undefined;
  const [, number, unit = ''] = word;
  return Number(number) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit);
}
