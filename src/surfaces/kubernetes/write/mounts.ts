import { type Edit, knownValue, type Mount, type Settings } from '../../../model/index.ts';
import { guessComment } from '../../../text/guess.ts';
import { joined, nodeAt, type Way } from '../../../text/yaml/edit/index.ts';
import { itemsOf, type YamlMap } from '../../../text/yaml/node.ts';
import { bytes, propagationWord } from '../phrases.ts';
import { pairAt, stringOf } from '../typed.ts';
import { dropWays } from './entries.ts';
import { entriesOf, wayOf } from './manifest.ts';
import { notePod, placeOf, put, type Result, type Writing } from './writing.ts';

/** The mounts of a destination; more than one where somebody wrote it twice. */
const mountsAt = ({ container }: Writing, destination: string): readonly Mount[] =>
  container.mounts.filter((mount) => knownValue(mount.destination) === destination);

export const removeMount = (writing: Writing, { destination }: Settings['mounts.remove']): Result =>
  removeMounts(writing, mountsAt(writing, destination), `the mount of ${destination}`);

function removeMounts(writing: Writing, mounts: readonly Mount[], what: string): Result {
  const ways = mounts.map(({ origin }) => placeOf(writing, origin)).filter((way) => way !== undefined);
  if (ways.length === 0 || ways.length < mounts.length) return `${what} is not written here`;
  return withVolumes(writing, ways);
}

/** Entries of volumeMounts or volumeDevices, and the volumes that nobody mounts any more. */
function withVolumes(writing: Writing, ways: readonly Way[]): Result {
  const gone = new Set(ways.map(nodeAt));
  const names = new Set([...gone].flatMap((node) => nameOf(node as YamlMap) ?? []));
  const uses = entriesOf(writing.found.template)
    .flatMap(usesOf)
    .filter((use) => !gone.has(use));
  const used = uses.filter((use) => names.has(nameOf(use) ?? ''));
  const still = new Set(used.map(nameOf));
  const volumes = [...names].flatMap((name) => (still.has(name) ? [] : (volumeOf(writing, name) ?? [])));
  const edits = joined([dropWays(writing, ways), ...(volumes.length === 0 ? [] : [dropWays(writing, volumes)])]);
  if (typeof edits === 'string' || used.length === 0) return edits;
  // Whoever takes the last mount of a volume away takes the volume too: not both in one round.
  const start = Math.min(...used.map((use) => use.start));
  const end = Math.max(...used.map((use) => use.end));
  return edits.map(
    (edit): Edit => ({
      ...edit,
      within: { start: Math.min(start, edit.within?.start ?? start), end: Math.max(end, edit.within?.end ?? end) },
    }),
  );
}

const usesOf = (entry: YamlMap): readonly YamlMap[] =>
  ['volumeMounts', 'volumeDevices']
    .flatMap((key) => itemsOf(pairAt(entry, key)?.value))
    .filter((item): item is YamlMap => item.kind === 'map');

function nameOf(node: YamlMap): string | undefined {
  const pair = pairAt(node, 'name');
  return pair === undefined ? undefined : stringOf(pair.value);
}

/** The entry of the pod's volumes by this name. */
function volumeOf({ found, manifest }: Writing, name: string): Way | undefined {
  const entry = itemsOf(pairAt(found.template.spec, 'volumes')?.value).find((item) => item.kind === 'map' && nameOf(item) === name);
  return entry?.kind === 'map' ? wayOf(manifest, entry) : undefined;
}

export function removeDevice(writing: Writing, { path }: Settings['linux.devices.remove']): Result {
  const { mounts, linux } = writing.container;
  const origins = (linux.devices ?? []).flatMap((device) =>
    device.state === 'written' && device.value.path === path ? [device.origin] : [],
  );
  if (origins.length === 0) return `${path} is not written here`;
  // A device that is a hostPath stands where its volume does; a raw block volume has an entry of its own.
  const mounted = mounts.filter(({ source }) => source?.state === 'written' && origins.some(({ start }) => source.origin.start === start));
  if (mounted.length > 0) return removeMounts(writing, mounted, path);
  const ways = origins.map((origin) => placeOf(writing, origin)).filter((way) => way !== undefined);
  return ways.length < origins.length ? `${path} is not written here` : withVolumes(writing, ways);
}

/** A key of the entries of volumeMounts. */
function change(writing: Writing, destination: string, key: string, value: string | boolean): Result {
  const ways = mountsAt(writing, destination).map(({ origin }) => placeOf(writing, origin));
  const found = ways.filter((way) => way !== undefined);
  if (found.length === 0 || found.length < ways.length) return `the mount of ${destination} is not written here`;
  return joined(found.map((way) => put(writing, way, [key], value)));
}

export const makeReadOnly = (writing: Writing, { destination }: Settings['mounts.readonly']): Result =>
  change(writing, destination, 'readOnly', true);

export const setPropagation = (writing: Writing, { destination, propagation }: Settings['mounts.propagation']): Result =>
  change(writing, destination, 'mountPropagation', propagationWord(propagation));

/** Only an emptyDir has one of them: its size. */
export function limitVolume(writing: Writing, { destination, options, size }: Settings['mounts.options']): Result {
  if (options.length > 0 || size === undefined) return `Kubernetes has no word for ${options.join(', ')}`;
  const names = mountsAt(writing, destination).flatMap(({ origin }) => {
    const way = placeOf(writing, origin);
    const node = way === undefined ? undefined : nodeAt(way);
    return node?.kind === 'map' ? (nameOf(node) ?? []) : [];
  });
  const volume = names[0] === undefined ? undefined : volumeOf(writing, names[0]);
  if (volume === undefined) return `the volume of ${destination} is not written here`;
  if (
    entriesOf(writing.found.template)
      .flatMap(usesOf)
      .filter((use) => nameOf(use) === names[0]).length > 1
  )
    notePod(writing);
  return put(writing, volume, ['emptyDir', 'sizeLimit'], bytes(size), guessComment);
}
