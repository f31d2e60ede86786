import { byDefault, type Container, type Field, knownValue, type Mount } from '../model/index.ts';

export interface Mounted {
  readonly mounts: readonly Mount[];
  readonly writableTmpfs?: Field<boolean>;
}

/** The declared mounts, so that each has the options that it has at the source, and the writable places below a read-only root. */
export function mountsFor(asked: Container, got: Container, want: Container): Mounted {
  const wanted = new Map(want.mounts.map((mount) => [knownValue(mount.destination), mount]));
  const found = new Map(got.mounts.map((mount) => [knownValue(mount.destination), mount]));
  const mounts = asked.mounts.map((mount) =>
    withOptions(mount, wanted.get(knownValue(mount.destination)), found.get(knownValue(mount.destination))),
  );
  const writable = want.mounts.filter((mount) => isWritablePlace(mount) && !found.has(knownValue(mount.destination)));
  const surplus = got.mounts.some((mount) => isWritablePlace(mount) && !wanted.has(knownValue(mount.destination)));
  const podman = surplus
    ? { writableTmpfs: asked.root.writableTmpfs ?? byDefault(false, 'only Podman adds writable places to a read-only root') }
    : {};
  return { mounts: [...mounts, ...writable.map(tmpfs)], ...podman };
}

/** What Podman mounts below a read-only root. */
const isWritablePlace = ({ type, options = [] }: Mount): boolean =>
  knownValue(type) === 'system' && options.some((option) => knownValue(option) === 'tmpcopyup');

/** A tmpfs that an engine makes executable or not unless it is told otherwise. */
function withOptions(mount: Mount, want: Mount | undefined, got: Mount | undefined): Mount {
  if (knownValue(mount.type) !== 'tmpfs' || want === undefined || got === undefined) return mount;
  const words = (options: Mount['options']): string[] => (options ?? []).map(knownValue).filter((word) => word !== undefined);
  const [wanted, has] = [words(want.options), words(got.options)];
  const missing = (want.options ?? []).filter((option) => !has.includes(knownValue(option) ?? ''));
  const surplus = has
    .filter((word) => word.startsWith('no') && !wanted.includes(word))
    .map((word) => byDefault(word.slice('no'.length), 'as it is at the source'));
  const options = [...(mount.options ?? []), ...missing, ...surplus];
  return options.length === 0 ? mount : { ...mount, options };
}

function tmpfs({ origin, destination, options = [], size }: Mount): Mount {
  const kept = options.filter((option) => knownValue(option) !== 'tmpcopyup');
  return {
    origin,
    type: byDefault('tmpfs', 'Podman adds it to a read-only root'),
    destination,
    // Docker and the kubelet would make it noexec, or copy nothing into it.
    options: [...kept, byDefault('exec', 'as it is at the source')],
    ...(size === undefined ? {} : { size }),
  };
}
