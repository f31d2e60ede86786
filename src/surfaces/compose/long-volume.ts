import type { Entries, Field, Mount, MountType, Origin } from '../../model/index.ts';
import { mapField, written } from '../../model/index.ts';
import { isPropagation } from '../../text/docker-syntax/index.ts';
import { originOf, originOfPair, type YamlMap, type YamlPair } from '../../text/yaml/node.ts';
import { hostPath } from './host-path.ts';
import { boolean, bytes, type Kind, limit, words } from './kinds.ts';
import { namedVolume } from './named-volume.ts';
import { tidy } from './paths.ts';
import { problem } from './reading.ts';
import type { Service } from './service-keys.ts';
import { entries, field, type Pairs, pairsOf, present, textOf } from './values.ts';

/** A named pipe of Windows is a path of the host like any other; a cluster volume is storage that somebody else keeps. */
const types: Readonly<Record<string, MountType>> = {
  bind: 'bind',
  volume: 'volume',
  tmpfs: 'tmpfs',
  npipe: 'bind',
  cluster: 'claim',
  image: 'image',
};

const mountType: Kind<MountType> = {
  what: 'bind, volume, tmpfs, npipe, cluster or image',
  parse: (text) => (Object.hasOwn(types, text) ? types[text] : undefined),
};

const propagation: Kind<string> = {
  what: 'private, rprivate, shared, rshared, slave or rslave',
  parse: (text) => (isPropagation(text) ? text : undefined),
  emptyIsUnset: true,
};

/** `{ type, source, target, … }` */
export function longVolume(service: Service, node: YamlMap): Mount | undefined {
  const { reading } = service;
  const keys = entries(reading, node);
  const origin = originOf(node);
  const target = field(reading, keys.get('target'), words);
  const type = field(reading, keys.get('type'), mountType);
  if (target === undefined || type === undefined) {
    problem(reading, node, `a volume needs a ${target === undefined ? 'target' : 'type'}: Compose refuses this file`);
    if (target === undefined) return undefined;
  }
  const inside = (key: string): Pairs => pairsOf(reading, present(keys.get(key))?.value, key);
  const bind = inside('bind');
  return {
    origin,
    type: type ?? written('volume', origin),
    ...storage(service, type, present(keys.get('source')), origin),
    destination: mapField(target, tidy),
    readonly: field(reading, keys.get('read_only'), boolean),
    propagation: field(reading, bind.get('propagation'), propagation),
    options: options(service, bind, inside('volume')),
    ...size(service, inside('tmpfs')),
  };
}

function storage(service: Service, type: Field<MountType> | undefined, source: YamlPair | undefined, origin: Origin): Partial<Mount> {
  if (source === undefined || source.value.kind !== 'scalar') return {};
  const text = textOf(service.reading, source.value);
  const at = originOfPair(source);
  const kind = type?.state === 'written' ? type.value : undefined;
  if (kind === 'bind') return { source: hostPath(service, text, text.value, source.value.source, at) };
  const name = field(service.reading, source, words);
  if (name === undefined) return {};
  return kind === 'volume' ? namedVolume(service, name, origin) : { source: name };
}

function size(service: Service, tmpfs: Pairs): { size?: Field<number> | undefined } {
  const found = field(service.reading, tmpfs.get('size'), limit(bytes));
  return found === undefined ? {} : { size: found };
}

const selinux: Kind<string> = { what: 'z or Z', parse: (text) => (/^[zZ]$/.test(text) ? text : undefined), emptyIsUnset: true };

const recursive: Kind<string> = {
  what: 'enabled, disabled, writable or readonly',
  parse: (text) => (/^(?:enabled|disabled|writable|readonly)$/.test(text) ? text : undefined),
};

function options({ reading }: Service, bind: Pairs, volume: Pairs): Entries<string> | undefined {
  const label = field(reading, bind.get('selinux'), selinux);
  const depth = field(reading, bind.get('recursive'), recursive);
  const nocopy = field(reading, volume.get('nocopy'), boolean);
  const words = [
    label,
    // Read-only mounts below it are read-only too, or the engine refuses.
    depth?.state === 'written' && depth.value === 'readonly' ? { ...depth, value: 'rro' } : undefined,
    nocopy?.state === 'written' && nocopy.value ? { ...nocopy, value: 'nocopy' } : undefined,
  ].filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words;
}
