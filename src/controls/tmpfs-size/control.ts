import {
  broken,
  type Change,
  type Container,
  type Control,
  held,
  inapplicable,
  isUnknown,
  knownValue,
  type Mount,
  undecided,
  type Verdict,
} from '../../model/index.ts';

/** Provisional: enough for most temporary files. */
const size = 64 * 1024 * 1024;

export const tmpfsSize: Control = {
  id: 'tmpfs-size',
  group: 'resources',
  title: 'Every tmpfs has a size, or the memory of the container is limited',
  stops: "An intruder cannot fill the host's memory by writing files.",
  why: 'A tmpfs lives in memory, and without a size the kernel lets it grow to half of the host\'s memory; several of them together to more than there is. What a container writes into a tmpfs counts as its memory, so a memory limit bounds it as well, but then a full tmpfs gets the program killed where a size would have answered "No space left on device". 64 MiB is a guess: measure with `docker exec NAME df -h` after a busy day, and double it.',
  severity: 'low',
  gain: 'availability',
  level: 'strict',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'the number is a guess: writing fails when the tmpfs is full',
    test: 'Let it work for a day and look at df -h inside',
  },
  references: { mitre: ['T1499'] },
  judge(container) {
    const mounts = container.mounts.filter(isTmpfs);
    return mounts.length > 0 ? mounts.map((mount) => judgeMount(mount, container)) : inapplicable('mounts no tmpfs');
  },
  harden: (container) => container.mounts.filter((mount) => isTmpfs(mount) && !isSized(mount)).flatMap(limit),
};

function judgeMount(mount: Mount, container: Container): Verdict {
  const path = knownValue(mount.destination) ?? 'a path';
  const memory = container.linux.resources.memory?.limit;
  if (isSized(mount)) return held(`the tmpfs on ${path} has a size`, mount.size);
  if ((knownValue(memory) ?? -1) > 0) return held(`the memory limit bounds the tmpfs on ${path}`, memory);
  if (isUnknown(mount.size)) return undecided(mount.size);
  if (isUnknown(memory)) return undecided(memory);
  return broken(`the tmpfs on ${path} may grow to half of the host's memory`, mount.size ?? mount.destination, { remedy: limit(mount) });
}

const isTmpfs = ({ type }: Mount): boolean => knownValue(type) === 'tmpfs';

/** Zero takes the kernel's limit away (tmpfs(5)). */
const isSized = (mount: Mount): boolean => (knownValue(mount.size) ?? 0) > 0;

function limit({ destination }: Mount): Change[] {
  const path = knownValue(destination);
  return path === undefined ? [] : [{ set: 'mounts.options', to: { destination: path, options: [], size } }];
}
