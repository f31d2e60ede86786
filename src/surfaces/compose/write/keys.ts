import type { Field, Origin } from '../../../model/index.ts';
import {
  addItems,
  addKey,
  below,
  isAlias,
  itemBelow,
  nodeAt,
  remove,
  removeEach,
  setScalar,
  type Way,
  type YamlValue,
} from '../../../text/yaml/edit/index.ts';
import { getPair, type YamlNode, type YamlSeq } from '../../../text/yaml/node.ts';
import { isNull } from '../../../text/yaml/value.ts';
import { isOverride, isOwn, kept, noteShared, own, placeOf, type Result, variableIn, type Writing } from './writing.ts';

type Scalar = string | number | boolean;

export const writtenAt = (field: Field<unknown> | undefined): Origin | undefined => (field?.state === 'written' ? field.origin : undefined);

/** `key: value` for this service alone; a key of what it merges or extends is overridden, not changed. */
export function setKey(writing: Writing, key: string, value: Scalar, origin?: Origin, note?: string): Result {
  const place = origin !== undefined && isOverride(writing, origin) ? placeOf(origin) : own(writing, key);
  return place === undefined ? addKey(writing.service, key, value, { note }) : replace(place, value, note);
}

/** The scalar at a place; what a variable gives is refused. */
export const replace = (place: Way, value: Scalar, note?: string): Result => variableIn(place) ?? setScalar(place, value, { note });

/** A key below others, which are made where they are missing. */
export function setPath(way: Way, keys: readonly string[], value: YamlValue, note?: string): Result {
  let at = way;
  for (const [index, key] of keys.entries()) {
    const next = below(at, key);
    if (next === undefined) return merged(at, key) ?? addKey(at, key, nested(keys.slice(index + 1), value), { note });
    if (index < keys.length - 1 && isAlias(next.spots.at(-1))) return `${key} is an alias: write out what it names`;
    at = next;
  }
  return typeof value === 'object' ? `${keys.at(-1)} is written already` : replace(at, value, note);
}

/** A mapping that comes by `<<`: one of the service's own would take its place as a whole. */
const merged = (way: Way, key: string): string | undefined => {
  const found = getPair(nodeAt(way), key)?.value;
  return found !== undefined && found.kind !== 'scalar' ? `${key} comes from an anchor by <<: write it out here first` : undefined;
};

const nested = (keys: readonly string[], value: YamlValue): YamlValue =>
  keys.reduceRight<YamlValue>((inner, key) => ({ [key]: inner }), value);

/** Without the key: taken away where it is the service's own, overridden where `neutral` can do that, otherwise taken away where it is. */
export function dropKey(writing: Writing, origin: Origin | undefined, key: string, neutral?: Scalar): Result {
  const place = origin === undefined ? undefined : placeOf(origin);
  if (origin === undefined || place === undefined) return `${key} is not written here`;
  const here = isOwn(writing, place) || isOverride(writing, origin);
  if (!here && neutral !== undefined) return setKey(writing, key, neutral);
  if (!here) noteShared(writing, place);
  return remove(place, kept(writing, place));
}

/** More entries of one of the service's lists. Compose appends them to those of a service that is extended. */
export function addTo(writing: Writing, key: string, values: readonly YamlValue[]): Result {
  const place = own(writing, key);
  if (place === undefined) {
    const base = getPair(nodeAt(writing.service), key)?.value;
    return base === undefined || isNull(base)
      ? addKey(writing.service, key, values)
      : copied(base, key, values, (list) => addKey(writing.service, key, list));
  }
  const spot = place.spots.at(-1);
  if (!isAlias(spot) || spot === undefined || !('pair' in spot) || spot.pair.alias === undefined) return addItems(place, values);
  const { alias, key: name } = spot.pair;
  return copied(nodeAt(place), key, values, (list) => [{ source: name.source, ...alias, text: `[${list.map(textOf).join(', ')}]` }]);
}

const textOf = (value: YamlValue): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));

/** The entries of a list that an anchor holds, with more of them: only here, so that others keep theirs. */
function copied(base: YamlNode, key: string, values: readonly YamlValue[], write: (list: readonly YamlValue[]) => Result): Result {
  const isShort =
    base.kind === 'seq' && base.items.length <= 12 && base.items.every((item) => item.kind === 'scalar' && item.style !== 'block');
  if (!isShort) return `${key} comes from an anchor: write it out here first`;
  return write([...(base as YamlSeq).items.map((item) => (item.kind === 'scalar' ? item.text : '')), ...values]);
}

/** Takes entries away, each where it is written. */
export function dropEntries(writing: Writing, origins: readonly Origin[], what: string): Result {
  const places = origins.map(placeOf);
  const found = places.filter((place) => place !== undefined);
  if (found.length < places.length || found.length === 0) return `${what} is not written here`;
  for (const place of found) if (!isOwn(writing, place)) noteShared(writing, place);
  return removeEach(found, (way) => kept(writing, way));
}

/** The places of the entries of the service's own list under a key. */
export function ownItems(writing: Writing, key: string): readonly Way[] {
  const list = own(writing, key);
  const node = list === undefined ? undefined : nodeAt(list);
  if (list === undefined || node?.kind !== 'seq' || isAlias(list.spots.at(-1))) return [];
  return node.items.flatMap((_, index) => itemBelow(list, index) ?? []);
}
