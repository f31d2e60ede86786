import { processDoor } from '../../host/process-door.ts';
import { type Container, type MachineText, type ProcessDoor, Unreadable } from '../../model/index.ts';
import { observe, parseIdMap } from '../../observe/index.ts';
import { capableBeside, type OwnText } from '../../probes/index.ts';

/** The mounts of this process itself: where a bind mount of the container comes from is told by them. */
export const ownMounts = '/proc/self/mountinfo';

/** The name under which reports show what was read in the container: "inside:/proc/self/status". */
const inside = 'inside:';
const bootId = '/proc/sys/kernel/random/boot_id';

export type InsideView = { readonly container: Container } | { readonly because: string };

/**
 * The observed view of the program itself, from what it read in the container's place. Its namespaces can be compared with the host's only on the same
 * machine. `self`: where it lies; that mount is ours, and that beside it. What it did not read is unknown. `mountsBefore`: what `ownMounts` said before the container started.
 */
export async function insideView(
  texts: ReadonlyMap<string, OwnText>,
  self: string,
  mountsBefore: string,
  machine: ProcessDoor = processDoor,
): Promise<InsideView> {
  const door = withLastingMounts(machine, mountsBefore);
  const [here, there] = [door.read(bootId), texts.get(bootId)];
  if (there === undefined || !('text' in there)) return { because: 'the program could not read /proc' };
  if (!('text' in here) || here.text !== there.text) return { because: 'the engine runs on another machine' };
  try {
    return { container: await observe(doorOf(texts, self, door), 1, 'twin', `${inside}/proc/self`) };
  } catch (error) {
    if (error instanceof Unreadable) return { because: 'the program could not read what the kernel says of it' };
    throw error;
  }
}

/** Of the container only what was read; of the machine what its door says. */
function doorOf(texts: ReadonlyMap<string, OwnText>, self: string, door: ProcessDoor): ProcessDoor {
  const own = (path: string): OwnText | undefined => texts.get(path.slice(inside.length));
  const isOwn = (path: string): boolean => path.startsWith(inside);
  return {
    ...door,
    read: (path) => (isOwn(path) ? readOf(path, own, self) : door.read(path)),
    words: (path) => (isOwn(path) ? undefined : door.words(path)),
    list: (folder) => (isOwn(folder) ? [] : door.list(folder)),
    look: (path) => (isOwn(path) ? undefined : door.look(path)),
    link(path) {
      if (!isOwn(path)) return door.link(path);
      const found = own(path);
      return found !== undefined && 'link' in found ? found.link : undefined;
    },
    memory: async (path) => (isOwn(path) ? { refused: notRead } : door.memory(path)),
    node: (path) => (isOwn(path) ? undefined : door.node(path)),
  };
}

/**
 * The kernel gives the number of a file system that is gone to the next one: with the container ended, another's may bear that of the container's
 * root. What was mounted before and still is has borne its own all the time.
 */
function withLastingMounts(door: ProcessDoor, before: string): ProcessDoor {
  // The mount's own number, its parent's, and the file system's.
  const known = new Set(before.split('\n').map(placeOf));
  const lasting = (read: MachineText): MachineText =>
    'text' in read
      ? {
          text: read.text
            .split('\n')
            .filter((line) => known.has(placeOf(line)))
            .join('\n'),
        }
      : read;
  return { ...door, read: (path) => (path === ownMounts ? lasting(door.read(path)) : door.read(path)) };
}

const placeOf = (line: string): string => line.split(' ', 3).join(' ');

const notRead = 'the program does not read it';

function readOf(path: string, own: (path: string) => OwnText | undefined, self: string): MachineText {
  const found = own(path);
  // The label has two names, of which the older one is read.
  if (found === undefined) return path.endsWith('/attr/apparmor/current') ? { missing: true } : { refused: notRead };
  if ('link' in found) return { refused: notRead };
  if ('error' in found) return found.error === 'ENOENT' ? { missing: true } : { refused: wordsFor(found.error) };
  if (path.endsWith('/mountinfo')) return { text: withoutOurs(found.text, self) };
  return path.endsWith('/status') ? { text: seenFromOutside(found.text, own) } : found;
}

const wordsFor = (error: string): string =>
  error === 'EACCES' || error === 'EPERM' ? 'permission to read it is denied' : `it answers ${error}`;

const withoutOurs = (mountinfo: string, self: string): string =>
  mountinfo
    .split('\n')
    .filter((line) => ![self, capableBeside(self)].includes(line.split(' ')[4] ?? ''))
    .join('\n');

/** Ids in it are those that a reader of the namespace above would see, which is what an observer expects (user_namespaces(7)). */
function seenFromOutside(status: string, own: (path: string) => OwnText | undefined): string {
  const mapped = (line: string, file: string): string => {
    const map = own(`${inside}/proc/self/${file}`);
    const mappings = map !== undefined && 'text' in map ? parseIdMap(map.text.trimEnd()) : undefined;
    return line.replace(/\b\d{1,10}\b/g, (word) => {
      const id = Number(word);
      const fits = mappings?.find(({ containerId, size }) => id >= containerId && id < containerId + size);
      return fits === undefined ? word : String(fits.hostId + id - fits.containerId);
    });
  };
  return status
    .split('\n')
    .map((line) => (line.startsWith('Uid:') ? mapped(line, 'uid_map') : /^(?:Gid|Groups):/.test(line) ? mapped(line, 'gid_map') : line))
    .join('\n');
}
