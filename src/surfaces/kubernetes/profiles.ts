import { type AppArmor, type Field, isUnknown, mapField, type Seccomp, type Selinux, unknown, written } from '../../model/index.ts';
import { originOfPair, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import { checkKeys, profileKeys, selinuxKeys } from './keys.ts';
import type { Notes } from './notes.ts';
import { mapAt, pairAt, textAt, wordAt } from './typed.ts';

/** What seccompProfile and appArmorProfile have in common: a type, and a profile's name on the node for Localhost. */
interface Profile {
  readonly type: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  readonly name?: string;
}

export const seccompAt = (notes: Notes, context: YamlNode | undefined): Field<Seccomp> | undefined =>
  change(profileAt(notes, context, 'seccompProfile'), seccompOf);

export const apparmorAt = (notes: Notes, context: YamlNode | undefined): Field<AppArmor> | undefined =>
  change(profileAt(notes, context, 'appArmorProfile'), apparmorOf);

const change = <T, U>(field: Field<T> | undefined, by: (value: T) => U): Field<U> | undefined =>
  field === undefined ? undefined : mapField(field, by);

const seccompOf = ({ type, name }: Profile): Seccomp => {
  if (type === 'RuntimeDefault') return { profile: 'default' };
  return type === 'Unconfined' ? { profile: 'unconfined' } : { profile: 'custom', ...(name !== undefined && { path: name }) };
};

const apparmorOf = ({ type, name }: Profile): AppArmor => {
  if (type === 'RuntimeDefault') return { profile: 'default' };
  return type === 'Unconfined' ? { profile: 'unconfined' } : { profile: 'named', ...(name !== undefined && { name }) };
};

function profileAt(notes: Notes, context: YamlNode | undefined, key: string): Field<Profile> | undefined {
  const pair = pairAt(context, key);
  const map = mapAt(notes, context, key);
  if (pair === undefined) return undefined;
  const origin = originOfPair(pair);
  if (map === undefined) return unknown(`${key} is not a mapping`, origin);
  checkKeys(notes, map, profileKeys, key);
  const type = wordAt(notes, map, 'type', ['RuntimeDefault', 'Unconfined', 'Localhost']);
  const name = textAt(notes, map, 'localhostProfile');
  if (type === undefined) return refused(notes, pair, `${key} has no type`);
  if (isUnknown(type)) return unknown(type.because, origin);
  if (type.value !== 'Localhost') {
    return name === undefined
      ? written({ type: type.value }, origin)
      : refused(notes, pair, `${key} has a localhostProfile, which only the type Localhost takes`);
  }
  if (name === undefined) return refused(notes, pair, `${key} is Localhost without a localhostProfile`);
  return isUnknown(name) ? unknown(name.because, origin) : written({ type: type.value, name: name.value }, origin);
}

function refused(notes: Notes, pair: YamlPair, message: string): Field<never> {
  notes.tell(pair.key, `${message}; the API server refuses it`);
  return unknown(message, originOfPair(pair));
}

/** seLinuxOptions; a container's replace the pod's as a whole. */
export function selinuxAt(notes: Notes, context: YamlNode | undefined): Field<Selinux> | undefined {
  const pair = pairAt(context, 'seLinuxOptions');
  const map = mapAt(notes, context, 'seLinuxOptions');
  if (pair === undefined) return undefined;
  const origin = originOfPair(pair);
  if (map === undefined) return unknown('seLinuxOptions is not a mapping', origin);
  checkKeys(notes, map, selinuxKeys, 'seLinuxOptions');
  const parts: Record<string, string> = {};
  for (const part of selinuxKeys) {
    const field = textAt(notes, map, part);
    if (isUnknown(field)) return unknown(field.because, origin);
    if (field !== undefined && field.value !== '') parts[part] = field.value;
  }
  return written({ disabled: false, ...parts }, origin);
}
