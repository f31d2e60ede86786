import { allCapabilities } from '../../facts/capabilities.ts';
import { type Capabilities, type Entries, type Field, isUnknown, unknown, written } from '../../model/index.ts';
import { originOf, type YamlNode } from '../../text/yaml/node.ts';
import { capabilitiesKeys, checkKeys } from './keys.ts';
import type { Notes } from './notes.ts';
import { entryOf, listAt, mapAt } from './typed.ts';

export function capabilitiesAt(notes: Notes, context: YamlNode): Capabilities | undefined {
  const map = mapAt(notes, context, 'capabilities');
  if (map === undefined) return undefined;
  checkKeys(notes, map, capabilitiesKeys, 'capabilities');
  const add = namesAt(notes, map, 'add');
  const drop = namesAt(notes, map, 'drop');
  return { ...(add !== undefined && { add }), ...(drop !== undefined && { drop }) };
}

function namesAt(notes: Notes, map: YamlNode, key: string): Entries<string> | undefined {
  const items = listAt(notes, map, key);
  return items?.map((item) => notes.once(item, `capabilities.${key}`, () => nameOf(notes, item, key)));
}

/**
 * Kubernetes names capabilities without their prefix and hands them to the runtime unchecked. containerd puts CAP_ in
 * front (internal/cri/opts/spec_linux_opts.go, WithCapabilities), so that a name with a prefix, or with a slip, drops nothing.
 */
function nameOf(notes: Notes, item: YamlNode, key: string): Field<string> {
  const entry = entryOf(notes, item, `capabilities.${key}`);
  if (isUnknown(entry)) return entry;
  const name = entry.value.toUpperCase();
  const full = `CAP_${name}`;
  if (name === 'ALL') return written('ALL', originOf(item));
  if (allCapabilities.includes(full)) return written(full, originOf(item));
  const meant = name.startsWith('CAP_') ? name.slice(4) : undefined;
  const known = meant !== undefined && (meant === 'ALL' || allCapabilities.includes(name));
  const message = known
    ? `capabilities.${key}: Kubernetes writes ${meant} without CAP_; containerd looks for CAP_${name} and does not find it`
    : `capabilities.${key}: there is no capability of this name in Linux; correct it`;
  notes.tell(item, message);
  return unknown(message, originOf(item));
}
