import {
  broken,
  type Change,
  type Control,
  type Entries,
  type Field,
  held,
  inapplicable,
  isUnknown,
  knownValue,
  type Mount,
  undecided,
  type Verdict,
} from '../../model/index.ts';

/** Each option with the word that undoes it, and what is open without it. */
const wanted = [
  { option: 'noexec', undo: 'exec', open: 'programs' },
  { option: 'nosuid', undo: 'suid', open: 'set-uid bits' },
  { option: 'nodev', undo: 'dev', open: 'device files' },
] as const;

export const tmpfsOptions: Control = {
  id: 'tmpfs-options',
  group: 'filesystem',
  title: 'Every tmpfs is mounted noexec, nosuid and nodev',
  stops: 'An intruder cannot run a program from the only places that stay writable beside a read-only root.',
  why: 'A tmpfs on /tmp is where a dropped program goes first. With noexec the kernel refuses to execute it there, with nosuid and nodev set-uid bits and device files have no effect. Docker mounts a tmpfs with all three unless the declaration takes one away; Podman leaves out noexec unless the declaration asks for it. Programs that unpack native libraries into /tmp and load them (Java with JNI, some Python and Node packages) need exec: they fail with "failed to map segment" or "Permission denied". Point them at a folder of their own (java.io.tmpdir, TMPDIR) and allow exec only there. Interpreters still read scripts from a noexec mount. Kubernetes has no word for these options on an emptyDir.',
  severity: 'low',
  gain: 'privileges',
  level: 'strict',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'programs that are unpacked into the tmpfs and started there no longer start',
    test: 'Start it, and let it use its temporary files',
  },
  references: { nist800190: ['4.4.3'] },
  judge(container) {
    if (container.engine === 'kubernetes') return inapplicable('an emptyDir volume has no mount options');
    const mounts = container.mounts.filter(isTmpfs);
    return mounts.length > 0 ? mounts.map(judgeMount) : inapplicable('mounts no tmpfs');
  },
  harden: ({ mounts }) => mounts.filter((mount) => isTmpfs(mount) && judgeMount(mount).outcome === 'broken').flatMap(close),
};

function judgeMount(mount: Mount): Verdict {
  const path = knownValue(mount.destination) ?? 'a path';
  const options = mount.options ?? [];
  const open = openOf(mount);
  const unresolved = options.find(isUnknown);
  if (open.length > 0 && unresolved !== undefined) return undecided(unresolved);
  if (open.length === 0) return held(`the tmpfs on ${path} is noexec, nosuid and nodev`, mount.destination);
  const undone = options.find((entry) => open.some(({ undo }) => undo === knownValue(entry)));
  return broken(`the tmpfs on ${path} lets ${open.map((entry) => entry.open).join(', ')} work`, undone, {
    origin: undone === undefined ? mount.origin : undefined,
    remedy: close(mount),
  });
}

const openOf = ({ options = [] }: Mount) => wanted.filter(({ option, undo }) => lastOf(options, option, undo) !== option);

/** The word that stands last wins, as in mount(8). */
const lastOf = (options: Entries<string>, option: string, undo: string): string | undefined =>
  options.map((entry: Field<string>) => knownValue(entry)).findLast((word) => word === option || word === undo);

const isTmpfs = ({ type }: Mount): boolean => knownValue(type) === 'tmpfs';

function close(mount: Mount): Change[] {
  const path = knownValue(mount.destination);
  return path === undefined
    ? []
    : [{ set: 'mounts.options', to: { destination: path, options: openOf(mount).map(({ option }) => option) } }];
}
