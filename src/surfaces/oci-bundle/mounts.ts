import { systemMounts } from '../../facts/engines/mounts.ts';
import { pipeName } from '../../facts/host-path.ts';
import { type Field, type Mount, type MountType, type Origin, unknown, written } from '../../model/index.ts';
import { isPropagation, tmpfsSize } from '../../text/docker-syntax/index.ts';
import { asString, entriesOf, fieldOf, listOf, problem, type Reading, set } from '../../text/json/values.ts';
import { cleanPath } from '../../text/path.ts';
import { originOf, type YamlNode } from '../../text/yaml/node.ts';
import { engineMount } from './engine-mounts.ts';

const ownFilesystems = new Set('proc sysfs devpts mqueue cgroup cgroup2 securityfs debugfs tracefs bpf'.split(' '));
const ofTheRuntime: ReadonlySet<string> = new Set(systemMounts.map(({ destination }) => destination));
const onTheNetwork = /^(?:nfs4?|cifs|smb3|ceph|glusterfs|9p|virtiofs)$/;

/** `mounts` (config.md, "Mounts"). */
export function mountsOf(reading: Reading, node: YamlNode | undefined): Mount[] {
  return (listOf(reading, node, 'mounts')?.items ?? []).flatMap((item) => mountOf(reading, item) ?? []);
}

function mountOf(reading: Reading, item: YamlNode): Mount | undefined {
  const origin = originOf(item);
  const destination = fieldOf(reading, item, 'destination', asString);
  const type = fieldOf(reading, item, 'type', asString);
  const source = fieldOf(reading, item, 'source', asString);
  if (destination?.state !== 'written') {
    problem(reading, origin, 'an entry of mounts has no destination; it was not read');
    return undefined;
  }
  const options = entriesOf(reading, item, 'options') ?? [];
  const words = options.map((option) => (option.state === 'written' ? option.value : ''));
  const path = cleanPath(destination.value);
  const from = source?.state === 'written' ? source.value : undefined;
  // A named pipe of Windows is mounted without a type (config.md, "Mounts").
  const pipe = from !== undefined && pipeName(from) !== undefined;
  const bind = pipe || words.some((word) => word === 'bind' || word === 'rbind') || (type?.state === 'written' && type.value === 'bind');
  const kind = bind ? 'bind' : typeOf(type?.state === 'written' ? type.value : 'none', path);
  const known = bind && from !== undefined ? engineMount(cleanPath(from), path) : undefined;
  const place = source?.origin ?? origin;
  return {
    origin,
    type: written(known?.type ?? kind, type?.origin ?? origin),
    ...set(
      'source',
      from === undefined || (kind !== 'bind' && kind !== 'volume') ? undefined : written(known?.name ?? hostPath(from), place),
    ),
    destination: { ...destination, value: path },
    ...optionsOf(options, origin),
  };
}

/** A relative source is relative to the bundle. */
const hostPath = (path: string): string =>
  path.startsWith('/') || pipeName(path) !== undefined ? cleanPath(path) : `./${cleanPath(path)}`.replace('./../', '../');

function typeOf(filesystem: string, destination: string): MountType {
  if (ownFilesystems.has(filesystem)) return 'system';
  if (filesystem === 'tmpfs' || filesystem === 'ramfs') return ofTheRuntime.has(destination) ? 'system' : 'tmpfs';
  return onTheNetwork.test(filesystem) ? 'claim' : 'volume';
}

function optionsOf(options: readonly Field<string>[], origin: Origin): Pick<Mount, 'readonly' | 'propagation' | 'options' | 'size'> {
  let found: Pick<Mount, 'readonly' | 'propagation' | 'size'> = {};
  const rest: Field<string>[] = [];
  for (const option of options) {
    if (option.state !== 'written') continue;
    const { value } = option;
    if (value === 'ro' || value === 'rw') found = { ...found, readonly: written(value === 'ro', option.origin) };
    else if (isPropagation(value)) found = { ...found, propagation: option };
    else if (value.startsWith('size=')) found = { ...found, size: sizeOf(value.slice('size='.length), option.origin) };
    else if (value !== 'bind' && value !== 'rbind') rest.push(option);
  }
  return { ...found, ...(rest.length === 0 ? {} : { options: rest }) };

  function sizeOf(text: string, at: Origin): Field<number> {
    const size = tmpfsSize(text);
    return typeof size === 'number' ? written(size, at) : unknown('its size is a share of the memory of the host', at ?? origin);
  }
}
