import { placesForReadOnlyRoot } from '../../facts/writable-places.ts';
import { broken, type Control, held, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const readOnlyRoot: Control = {
  id: 'read-only-root',
  group: 'filesystem',
  title: 'The root filesystem of the container is read-only',
  stops: "An intruder cannot leave a program in the image's folders, replace one that runs later, or change the configuration there.",
  why: 'Most attacks on a service end in a file written and executed. With a read-only root nothing of the image can be changed, and what changes is confined to volumes and tmpfs that you named. Programs that write beside themselves fail with "Read-only file system": give them a tmpfs where they write, usually /tmp, /run and /var/cache/NAME, and a volume for what must last. To find these places, run the container as it is for a while and look at `docker diff NAME` (or `podman diff NAME`), which lists every file added or changed; then start it read-only and read its log. Podman puts a tmpfs on /tmp, /run and /var/tmp by itself; Docker and Kubernetes do not. What well-known images write is known (docs/FIX.md): the remedy brings those places along, and /tmp alone for all other images.',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: {
    safe: false,
    because: 'writing anywhere but to a volume or tmpfs fails',
    test: 'Start, use and stop it; `docker diff NAME` of a run without it names whatever else is written: that needs a tmpfs too',
  },
  references: {
    cisDocker: ['5.13'],
    nsaCisa: ['Immutable container file systems'],
    nist800190: ['4.4.4'],
  },
  judge(container) {
    const field = container.root.readonly;
    if (isUnknown(field)) return undecided(field);
    if (knownValue(field)) return held('the root filesystem is read-only', field);
    return broken('every file of the image can be changed while it runs', field);
  },
  harden(container) {
    const places = placesForReadOnlyRoot(container);
    const writable = places.length === 0 ? [] : [{ set: 'mounts.writable', to: places } as const];
    return [{ set: 'root.readonly', to: true }, ...writable];
  },
};
