import { type Key, keys } from './keys.ts';
import { podmanArgs } from './podman-args.ts';
import { problem, type Reading } from './reading.ts';
import { networkValue } from './references.ts';
import { remapped } from './remap.ts';
import type { UnitOption } from './table.ts';
import { allOf, isYes, lastOf, type QuadletUnit, type Value, wordsOfKey } from './unit.ts';

/** What a [Container] or [Pod] says, as the options of podman that Quadlet makes of it, PodmanArgs= last. */
export function optionsOf(reading: Reading, unit: QuadletUnit): UnitOption[] {
  const section = unit.section === 'Pod' ? 'Pod' : 'Container';
  const said = Object.entries(keys[section]).flatMap(([key, entry]) => optionsOfKey(reading, unit, key, entry));
  const module = lastOf(unit, 'ContainersConfModule');
  if (module !== undefined) problem(reading, module.origin, "ContainersConfModule= may change Podman's defaults; the module was not read");
  return [
    ...said,
    ...userOf(reading, unit),
    ...remapped(reading, unit),
    ...podmanArgs(reading, wordsOfKey(unit, 'GlobalArgs'), 'GlobalArgs='),
    ...podmanArgs(reading, wordsOfKey(unit, 'PodmanArgs'), 'PodmanArgs='),
  ];
}

function optionsOfKey(reading: Reading, unit: QuadletUnit, key: string, { how, flag, prefix = '', yes, unless, dash }: Key): UnitOption[] {
  if (unless !== undefined && isYes(lastOf(unit, unless)?.text ?? '')) return [];
  const option = ({ text, origin }: Value): UnitOption => {
    const said = dash ? text.replace(/^-/, '') : text;
    return { flag, name: `${key}=`, value: prefix + said, origin };
  };
  if (how === 'words') return wordsOfKey(unit, key).map(option);
  if (how === 'each') {
    const values = allOf(unit, key);
    return (flag === 'network' ? values.map((value) => networkValue(reading, unit, value)) : values).map(option);
  }
  const value = lastOf(unit, key);
  if (value === undefined) return [];
  if (how === 'last') return value.text === '' && flag !== 'entrypoint' ? [] : [option(value)];
  if (yes !== undefined) return isYes(value.text) ? [option({ ...value, text: yes })] : [];
  return [option({ ...value, text: String(isYes(value.text)) })];
}

/** User= and Group= are one option; a Group= alone makes Quadlet refuse the unit (quadlet.go handleUser). */
function userOf(reading: Reading, unit: QuadletUnit): UnitOption[] {
  const user = lastOf(unit, 'User');
  const group = lastOf(unit, 'Group');
  if (user === undefined || user.text === '') {
    if (group !== undefined) problem(reading, group.origin, 'Group= without User=: Quadlet refuses this unit; write both');
    return [];
  }
  const value = group === undefined || group.text === '' ? user.text : `${user.text}:${group.text}`;
  return [{ flag: 'user', name: 'User=', value, origin: user.origin }];
}
