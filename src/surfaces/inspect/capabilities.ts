import { byDefault, type Capabilities, type Entries, type Field, knownValue, mapField, type Written, written } from '../../model/index.ts';
import { capabilityName } from '../../text/docker-syntax/index.ts';
import { entriesOf, pairOf } from '../../text/json/values.ts';
import { originOfPair } from '../../text/yaml/node.ts';
import type { Inspected } from './inspected.ts';

/**
 * What was added and dropped. Podman spells the result out: CapDrop lists each default that is gone, and BoundingCaps what is left
 * (podman 5.8 libpod/container_inspect_linux.go); under privilege both say nothing that `privileged` does not say.
 */
export function capabilitiesOf(of: Inspected): Capabilities | undefined {
  const add = namesOf(of, 'CapAdd');
  const drop = namesOf(of, 'CapDrop');
  if (of.engine === 'docker') return add.length + drop.length === 0 ? undefined : { add, drop };
  if (of.privileged) return undefined;
  const bounding = namesFrom(of, of.whole, 'BoundingCaps');
  if (bounding === undefined) return { add, drop };
  return { ...asked(of, bounding, add, drop), ...effectiveOf(of, bounding) };
}

/** What holds for a program that is not root is in EffectiveCaps, which is null where it holds nothing. */
function effectiveOf(of: Inspected, bounding: readonly Written<string>[]): Pick<Capabilities, 'effective' | 'permitted'> {
  const effective = namesFrom(of, of.whole, 'EffectiveCaps') ?? [];
  const names = new Set(effective.map(({ value }) => value));
  const isAll = bounding.length === names.size && bounding.every(({ value }) => names.has(value));
  return isAll && bounding.length > 0 ? {} : { effective, permitted: effective };
}

/** Nobody lists more than half of the defaults by hand: then ALL was dropped, and what is left was asked for by name. */
function asked(of: Inspected, bounding: readonly Written<string>[], add: Entries<string>, drop: Entries<string>): Capabilities {
  const added = new Map(add.map((field) => [knownValue(field), field]));
  const kept = bounding.filter(({ value }) => !added.has(value));
  const pair = pairOf(of.host, 'CapDrop');
  const from = 'the default of this Podman';
  if (pair === undefined || drop.length <= kept.length)
    return { add, drop, bounding: bounding.map((field) => added.get(field.value) ?? byDefault(field.value, from)) };
  return { add: bounding, drop: [written('ALL', originOfPair(pair))], bounding };
}

const namesOf = (of: Inspected, key: 'CapAdd' | 'CapDrop'): Written<string>[] => namesFrom(of, of.host, key) ?? [];

function namesFrom({ reading }: Inspected, node: Inspected['host'], key: string): Written<string>[] | undefined {
  const entries = entriesOf(reading, node, key);
  return entries?.map((field: Field<string>) => mapField(field, (text) => capabilityName(text) ?? text)).filter(isWritten);
}

const isWritten = (field: Field<string>): field is Written<string> => field.state === 'written';
