import {
  type Field,
  knownValue,
  type Mount,
  type MountType,
  mapField,
  type Namespaces,
  type Origin,
  unknown,
  written,
} from '../../model/index.ts';
import { isPropagation, tmpfsSize } from '../../text/docker-syntax/index.ts';
import { asBool, asNumber, asString, entriesOf, fieldOf, listOf, pairOf, problem, set } from '../../text/json/values.ts';
import { get, originOf, originOfPair, pairsOf, type YamlNode } from '../../text/yaml/node.ts';
import type { Inspected } from './inspected.ts';

/** Bind mounts and volumes as they are (Mounts), tmpfs from HostConfig, and the engine's own /dev/shm with its size. */
export function mountsOf(of: Inspected, { ipc }: Namespaces): Mount[] {
  const listed = (listOf(of.reading, of.whole, 'Mounts')?.items ?? []).flatMap((item) => mountOf(of, item) ?? []);
  const tmpfs = pairsOf(get(of.host, 'Tmpfs')).filter(({ key }) => !listed.some(({ destination }) => knownValue(destination) === key.text));
  return [
    ...listed,
    ...tmpfs.flatMap((pair) => tmpfsOf(pair.key.text, asString(pair.value), originOfPair(pair), of)),
    ...(isOwn(ipc) ? sharedMemory(of) : []),
  ];
}

const isOwn = (ipc: Field<{ mode: string }> | undefined): boolean => /^(?:private|shareable)$/.test(knownValue(ipc)?.mode ?? 'private');

const types: readonly MountType[] = ['bind', 'volume', 'tmpfs', 'image'];

function mountOf({ reading, host }: Inspected, item: YamlNode): Mount | undefined {
  const origin = originOf(item);
  const destination = fieldOf(reading, item, 'Destination', asString);
  const type = fieldOf(reading, item, 'Type', asString);
  const kind = types.find((one) => one === knownValue(type)) ?? (knownValue(type) === 'cluster' ? 'claim' : 'bind');
  const source = fieldOf(reading, item, kind === 'volume' ? 'Name' : 'Source', asString);
  if (destination === undefined) {
    problem(reading, origin, 'an entry of Mounts has no Destination; it was not read');
    return undefined;
  }
  const writable = fieldOf(reading, item, 'RW', asBool);
  const propagation = fieldOf(reading, item, 'Propagation', asString);
  const options = optionsOf(reading, item);
  const size = kind === 'tmpfs' ? askedSize(reading, host, knownValue(destination)) : undefined;
  return {
    origin,
    type: type === undefined ? written(kind, origin) : mapField(type, () => kind),
    ...set('source', kind === 'tmpfs' || knownValue(source) === '' ? undefined : source),
    destination,
    ...set('readonly', writable && mapField(writable, (value) => !value)),
    ...set('propagation', knownValue(propagation) === '' ? undefined : propagation),
    ...(options.length === 0 ? {} : { options }),
    ...set('size', size),
  };
}

/** Words of the engines for what a bind mount is anyway, or what other keys say. */
const said = new Set(['', 'bind', 'rbind', 'ro', 'rw', 'default', 'cached', 'delegated', 'consistent', 'rprivate', 'private']);

/** Docker's Mode is what stood after the last colon; Podman has it apart from the Options. */
function optionsOf(reading: Inspected['reading'], item: YamlNode): Field<string>[] {
  const mode = fieldOf(reading, item, 'Mode', asString);
  const words = mode?.state === 'written' ? mode.value.split(',').map((word) => ({ ...mode, value: word })) : [];
  return [...words, ...(entriesOf(reading, item, 'Options') ?? [])].filter((field) => {
    const word = knownValue(field) ?? '';
    return !said.has(word) && !isPropagation(word);
  });
}

/** `--mount type=tmpfs,tmpfs-size=…` is said in HostConfig.Mounts alone. */
function askedSize(reading: Inspected['reading'], host: YamlNode | undefined, destination: string | undefined): Field<number> | undefined {
  const asked = (listOf(reading, host, 'Mounts')?.items ?? []).find(
    (item) => knownValue(fieldOf(reading, item, 'Target', asString)) === destination,
  );
  const size = fieldOf(reading, get(asked, 'TmpfsOptions'), 'SizeBytes', asNumber);
  return knownValue(size) === 0 ? undefined : size;
}

/**
 * Podman adds mounts of its own where the root is read-only, which its rules for that add anyway: they are told by tmpcopyup and by
 * the command that does not name them (podman 5.8 pkg/specgen/generate/storage.go addReadWriteTmpfsMounts).
 */
function tmpfsOf(destination: string, text: string | undefined, origin: Origin, { engine, host }: Inspected): Mount[] {
  const words = (text ?? '').split(',').filter((word) => word !== '');
  const readonlyRoot = get(host, 'ReadonlyRootfs');
  const ofPodman =
    engine === 'podman' &&
    readonlyRoot?.kind === 'scalar' &&
    readonlyRoot.text === 'true' &&
    ['/run', '/tmp', '/var/tmp'].includes(destination);
  if (ofPodman && words.includes('tmpcopyup') && !words.some((word) => word.startsWith('size=') || word === 'noexec')) return [];
  const size = words.find((word) => word.startsWith('size='));
  const kept = words.filter((word) => !said.has(word) && !isPropagation(word) && word !== size);
  return [
    {
      origin,
      type: written('tmpfs', origin),
      destination: written(destination, origin),
      ...(words.includes('ro') ? { readonly: written(true, origin) } : {}),
      ...(kept.length === 0 ? {} : { options: kept.map((word) => written(word, origin)) }),
      ...(size === undefined ? {} : { size: sizeOf(size.slice('size='.length), origin) }),
    },
  ];
}

function sizeOf(text: string, origin: Origin): Field<number> {
  const size = tmpfsSize(text);
  if (size === undefined) return unknown('its size is not a number of bytes', origin);
  return size === 'share' ? unknown('its size is a share of the memory of the host', origin) : written(size, origin);
}

/** With the options that both engines give it. */
function sharedMemory({ reading, host }: Inspected): Mount[] {
  const size = fieldOf(reading, host, 'ShmSize', asNumber);
  const pair = pairOf(host, 'ShmSize');
  if (size?.state !== 'written' || size.value <= 0 || pair === undefined) return [];
  const origin = originOfPair(pair);
  return [
    {
      origin,
      type: written('system', origin),
      destination: written('/dev/shm', origin),
      readonly: written(false, origin),
      options: ['nosuid', 'noexec', 'nodev'].map((word) => written(word, origin)),
      size,
    },
  ];
}
