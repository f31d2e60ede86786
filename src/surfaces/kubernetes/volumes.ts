import { byDefault, type Field, isKnown, isUnknown, type MountType, mapField, unknown, written } from '../../model/index.ts';
import { originOf, originOfPair, pairsOf, type YamlMap, type YamlNode } from '../../text/yaml/node.ts';
import { isNull } from '../../text/yaml/value.ts';
import { checkKeys, volumeKeys } from './keys.ts';
import type { Notes } from './notes.ts';
import { cleanPath } from './paths.ts';
import { memoryOf } from './resources.ts';
import { booleanAt, mapAt, mapsAt, pairAt, textAt, wordAt } from './typed.ts';

/** One entry of a pod's `volumes`, as its mounts need it. */
export interface Volume {
  readonly name: string;
  readonly node: YamlMap;
  readonly type: Field<MountType>;
  /** The host's path, the claim's or the object's name, the image. */
  readonly source?: Field<string> | undefined;
  /** What the volume itself says or, for objects and images, what Kubernetes says for it. */
  readonly readonly?: Field<boolean> | undefined;
  readonly size?: Field<number> | undefined;
  /** A hostPath of type CharDevice or BlockDevice. */
  readonly device?: boolean;
}

const objects = new Set(['configMap', 'secret', 'projected', 'downwardAPI']);

/** Node-local storage that goes with the pod. `gitRepo` is one that starts with a clone. */
const local = new Set(['emptyDir', 'gitRepo']);

/** The volumes of a pod by name; the first of a name counts. */
export function volumesOf(notes: Notes, spec: YamlNode | undefined): ReadonlyMap<string, Volume> {
  const volumes = new Map<string, Volume>();
  for (const node of mapsAt(notes, spec, 'volumes')) {
    const name = textAt(notes, node, 'name');
    if (isKnown(name) && !volumes.has(name.value)) volumes.set(name.value, volumeOf(notes, node, name.value));
  }
  return volumes;
}

function volumeOf(notes: Notes, node: YamlMap, name: string): Volume {
  checkKeys(notes, node, volumeKeys, 'an entry of volumes');
  const [kind, second] = pairsOf(node).filter(({ key, value }) => key.text !== 'name' && volumeKeys.has(key.text) && !isNull(value));
  if (second !== undefined) notes.tell(second.key, 'the volume has a source already; the API server refuses a second one');
  // A volume of which only the name is written is an emptyDir (API documentation of Volume).
  const named = textAt(notes, node, 'name');
  if (kind === undefined) return { name, node, type: written('volume', originOf(node)), source: named };
  const origin = originOfPair(kind);
  const word = kind.key.text;
  const body = kind.value.kind === 'map' ? mapAt(notes, node, word) : undefined;
  const typed = (type: MountType): Volume => ({ name, node, type: written(type, origin), source: sourceOf(notes, body, word, named) });
  if (word === 'hostPath') return { ...typed('bind'), device: isDevice(notes, body) };
  if (objects.has(word)) return { ...typed('object'), readonly: byDefault(true, `Kubernetes mounts a ${word} volume read-only`) };
  if (word === 'image') return { ...typed('image'), readonly: byDefault(true, 'Kubernetes mounts an image volume read-only') };
  if (local.has(word)) return { ...typed('volume'), ...memoryMedium(notes, body) };
  return { ...typed('claim'), readonly: booleanAt(notes, body, 'readOnly') };
}

function isDevice(notes: Notes, body: YamlNode | undefined): boolean {
  const types = ['', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'];
  const type = wordAt(notes, body, 'type', types);
  return isKnown(type) && (type.value === 'CharDevice' || type.value === 'BlockDevice');
}

const sourceKeys: Readonly<Record<string, string>> = {
  hostPath: 'path',
  configMap: 'name',
  secret: 'secretName',
  persistentVolumeClaim: 'claimName',
  image: 'reference',
  csi: 'driver',
  nfs: 'server',
};

function sourceOf(notes: Notes, body: YamlNode | undefined, kind: string, named: Field<string> | undefined): Field<string> | undefined {
  const key = Object.hasOwn(sourceKeys, kind) ? sourceKeys[kind] : undefined;
  const pair = key === undefined ? undefined : pairAt(body, key);
  if (key === undefined || pair === undefined) {
    // An emptyDir and the like are known by their name in the pod.
    if (kind !== 'hostPath') return objects.has(kind) || kind === 'image' ? undefined : named;
    if (body !== undefined) notes.tell(body, 'hostPath has no path; the API server refuses it');
    return unknown('hostPath has no path', body && originOf(body));
  }
  const field = textAt(notes, body, key);
  if (field === undefined || kind !== 'hostPath') return field;
  // The finding is about the path: point at it rather than at its key.
  return { ...mapField(field, cleanPath), origin: originOf(pair.value) };
}

function memoryMedium(notes: Notes, body: YamlNode | undefined): Partial<Volume> {
  const medium = textAt(notes, body, 'medium');
  if (isUnknown(medium)) return { type: medium };
  const size = memoryOf(notes, pairAt(body, 'sizeLimit'));
  if (medium?.value !== 'Memory') return {};
  return { type: mapField(medium, () => 'tmpfs' as const), ...(size !== undefined && { size }) };
}
