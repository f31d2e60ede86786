import {
  type Device,
  type Entries,
  type Field,
  isKnown,
  isUnknown,
  knownValue,
  type Mount,
  mapField,
  type SecretUse,
  unknown,
  written,
} from '../../model/index.ts';
import { originOf, originOfPair, type YamlMap, type YamlNode } from '../../text/yaml/node.ts';
import { checkKeys, mountKeys } from './keys.ts';
import type { Notes } from './notes.ts';
import { absolutePath, cleanPath, joinPath } from './paths.ts';
import { placeholderIn } from './placeholder.ts';
import { secretsOf } from './secrets.ts';
import { booleanAt, entryOf, listAt, mapsAt, pairAt, stringOf, textAt, wordAt } from './typed.ts';
import type { Volume } from './volumes.ts';

/** The volumes that a container can mount by name. */
export interface Volumes {
  readonly named: ReadonlyMap<string, Volume>;
  /** The volume claim templates of a StatefulSet. */
  readonly claims: ReadonlySet<string>;
  /** False where something else may add volumes of its own (an operator's custom resource). */
  readonly complete: boolean;
}

export interface Mounted {
  readonly mounts: readonly Mount[];
  readonly devices?: Entries<Device>;
  readonly secrets: readonly SecretUse[];
}

export function mountsOf(notes: Notes, container: YamlNode, volumes: Volumes): Mounted {
  const entries = mapsAt(notes, container, 'volumeMounts').map((node) => ({ node, volume: volumeFor(notes, node, volumes) }));
  const mounts = entries.map(({ node, volume }) => mountOf(notes, node, volume, volumes));
  const devices = [
    ...entries.flatMap(({ volume }, index) => deviceOf(volume, mounts[index])),
    ...mapsAt(notes, container, 'volumeDevices').map((node) => blockDevice(notes, node, volumes)),
  ];
  const secrets = entries.flatMap(({ volume }, index) => secretsOf(notes, volume?.node, mounts[index]?.destination));
  return { mounts, secrets, ...(devices.length > 0 && { devices }) };
}

function volumeFor(notes: Notes, node: YamlMap, volumes: Volumes): Volume | undefined {
  const name = textAt(notes, node, 'name');
  return isKnown(name) ? volumes.named.get(name.value) : undefined;
}

function mountOf(notes: Notes, node: YamlMap, volume: Volume | undefined, volumes: Volumes): Mount {
  checkKeys(notes, node, mountKeys, 'an entry of volumeMounts');
  const destination = textAt(notes, node, 'mountPath');
  const propagation = propagationOf(notes, node);
  const source = volume === undefined ? claimOf(notes, node, volumes) : sourceOf(node, volume);
  const readonly = readonlyOf(notes, node, volume);
  const options = optionsOf(notes, node);
  return {
    origin: originOf(node),
    type: volume?.type ?? absentVolume(notes, node, volumes),
    destination: destination === undefined ? unknown('the mount has no mountPath', originOf(node)) : mapField(destination, absolutePath),
    ...(source && { source }),
    ...(readonly && { readonly }),
    ...(propagation && { propagation }),
    ...(options.length > 0 && { options }),
    ...(volume?.size && { size: volume.size }),
  };
}

function absentVolume(notes: Notes, node: YamlMap, volumes: Volumes): Mount['type'] {
  const name = textAt(notes, node, 'name');
  const pair = pairAt(node, 'name');
  if (name === undefined || pair === undefined) return unknown('the mount names no volume', originOf(node));
  if (isUnknown(name)) return unknown(name.because, name.origin);
  if (volumes.claims.has(name.value)) return written('claim', originOfPair(pair));
  if (volumes.complete) notes.tell(pair.value, `the pod has no volume of this name; the API server refuses it`);
  return unknown(`there is no volume of this name in the pod`, originOfPair(pair));
}

/** The claim that a StatefulSet makes for the mount goes by its template's name. */
function claimOf(notes: Notes, node: YamlMap, { claims }: Volumes): Field<string> | undefined {
  const name = textAt(notes, node, 'name');
  return isKnown(name) && claims.has(name.value) ? name : undefined;
}

/** A hostPath is mounted at its subPath, so that is what the container sees of the host. */
function sourceOf(node: YamlMap, volume: Volume | undefined): Field<string> | undefined {
  const source = volume?.source;
  if (source === undefined || knownValue(volume?.type) !== 'bind') return source;
  const pair = pairAt(node, 'subPath') ?? pairAt(node, 'subPathExpr');
  const below = pair && stringOf(pair.value);
  return below === undefined ? mapField(source, cleanPath) : mapField(source, (path) => joinPath(path, below));
}

/** A volume that is read-only by itself stays so whatever the mount says. */
function readonlyOf(notes: Notes, node: YamlMap, volume: Volume | undefined): Field<boolean> | undefined {
  const own = booleanAt(notes, node, 'readOnly');
  const fromVolume = volume?.readonly;
  if (knownValue(own) === true) return own;
  return knownValue(fromVolume) === true || isUnknown(fromVolume) ? fromVolume : (own ?? fromVolume);
}

const propagations: Readonly<Record<string, string>> = { None: 'private', HostToContainer: 'rslave', Bidirectional: 'rshared' };

function propagationOf(notes: Notes, node: YamlMap): Field<string> | undefined {
  const field = wordAt(notes, node, 'mountPropagation', Object.keys(propagations));
  return field === undefined ? undefined : mapField(field, (word) => propagations[word] ?? word);
}

/** `rro` for a read-only mount whose mounts below are read-only too; bindMountOptions since 1.37 (alpha). */
function optionsOf(notes: Notes, node: YamlMap): Entries<string> {
  const recursive = wordAt(notes, node, 'recursiveReadOnly', ['Disabled', 'IfPossible', 'Enabled']);
  const words = (listAt(notes, node, 'bindMountOptions') ?? []).map((item) => entryOf(notes, item, 'bindMountOptions'));
  if (recursive === undefined || knownValue(recursive) === 'Disabled') return words;
  return [...words, mapField(recursive, () => 'rro')];
}

/** The node of a device, brought in as a hostPath of type CharDevice or BlockDevice. */
function deviceOf(volume: Volume | undefined, mount: Mount | undefined): Field<Device>[] {
  if (volume?.device !== true || volume.source === undefined || mount === undefined) return [];
  const containerPath = knownValue(mount.destination);
  return [mapField(volume.source, (path) => ({ path, ...(containerPath !== undefined && { containerPath }) }))];
}

/** A raw block volume: its device stands at devicePath. `path` names the claim, for its place on the host is not known. */
function blockDevice(notes: Notes, node: YamlMap, volumes: Volumes): Field<Device> {
  const name = textAt(notes, node, 'name');
  const path = textAt(notes, node, 'devicePath');
  if (!isKnown(name) || !isKnown(path)) return unknown('the volume device cannot be read', originOf(node));
  const claim = knownValue(volumes.named.get(name.value)?.source) ?? name.value;
  const placeholder = placeholderIn(claim);
  return placeholder === undefined
    ? written({ path: `persistentVolumeClaim/${claim}`, containerPath: absolutePath(path.value) }, originOf(node))
    : unknown(`${placeholder} is not known`, originOf(node));
}
