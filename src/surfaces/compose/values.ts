import { type Field, type Origin, unknown, written } from '../../model/index.ts';
import { entriesOf, originOf, originOfPair, type YamlMap, type YamlNode, type YamlPair, type YamlScalar } from '../../text/yaml/node.ts';
import { isNull } from '../../text/yaml/value.ts';
import { HOLE, hasHole, interpolate, type Text } from './interpolate.ts';
import type { Kind } from './kinds.ts';
import { problem, type Reading, scopeOf, spend } from './reading.ts';

/** The keys of a mapping, merge keys resolved; `!reset` ones are gone. */
export type Pairs = ReadonlyMap<string, YamlPair>;

/** A value and the place that a finding about it names. */
export interface Item {
  readonly node: YamlNode;
  readonly origin: Origin;
}

const noPairs: Pairs = new Map();

export const isReset = (node: YamlNode): boolean => node.tag === '!reset';

/** Neither there, nor null, nor taken away. */
export const isAbsent = (node: YamlNode | undefined): boolean => node === undefined || isReset(node) || isNull(node);

export const present = (pair: YamlPair | undefined): YamlPair | undefined => (isAbsent(pair?.value) ? undefined : pair);

/** The pairs of a mapping; a problem where it is something else, nothing where it is absent. */
export function pairsOf(reading: Reading, node: YamlNode | undefined, name: string): Pairs {
  if (node === undefined || isAbsent(node)) return noPairs;
  if (node.kind === 'map') return entries(reading, node);
  problem(reading, node, `${name} must be a mapping, not ${kindOf(node)}: Compose refuses this file`);
  return noPairs;
}

export function entries(reading: Reading, map: YamlMap): Pairs {
  const found = entriesOf(map);
  spend(reading, found.size + 1);
  return found;
}

/** The items of a list; a lone scalar stands for a list of one only where Compose takes it (`lone`). */
export function itemsOf(reading: Reading, pair: YamlPair | undefined, lone = false): readonly YamlNode[] {
  const node = pair?.value;
  if (pair === undefined || node === undefined || isAbsent(node)) return [];
  if (node.kind === 'seq') {
    spend(reading, node.items.length + 1);
    return node.items.filter((item) => !isReset(item));
  }
  if (!lone || node.kind !== 'scalar')
    problem(reading, node, `${pair.key.text} must be a list, not ${kindOf(node)}: Compose refuses this file`);
  return node.kind === 'scalar' ? [node] : [];
}

export const kindOf = (node: YamlNode): string => ({ map: 'a mapping', seq: 'a list', scalar: 'a single value' })[node.kind];

/** A scalar's text after interpolation; a wrong template is a problem. */
export function textOf(reading: Reading, node: YamlScalar): Text {
  if (!node.text.includes('$')) return template(node.text) ?? { value: node.text };
  const text = interpolate(node.text, scopeOf(reading, node.source).lookup);
  if (text.invalid !== undefined) problem(reading, node, `${text.invalid}: Compose refuses this value`);
  return template(node.text) ?? text;
}

/** `{{ … }}` is filled in by somebody else: Swarm, Ansible, Jinja. */
const template = (text: string): Text | undefined =>
  text.includes('{{')
    ? { value: text.replace(/\{\{.*?(?:\}\}|$)/gs, HOLE), because: 'it holds a {{ template }} that is filled in elsewhere' }
    : undefined;

/** A part of an interpolated text: unknown where the part holds what is not known. */
export const part = (text: Text, slice: string, origin: Origin): Field<string> =>
  hasHole(slice) ? unknown(text.because ?? 'it is not known', origin) : written(slice, origin);

/** The value of a key as a field; undefined where it is not set. What it cannot be is a problem, and unknown. */
export const field = <T>(reading: Reading, pair: YamlPair | undefined, kind: Kind<T>): Field<T> | undefined =>
  pair === undefined ? undefined : fieldAt(reading, { node: pair.value, origin: originOfPair(pair) }, kind, pair.key.text);

export function fieldAt<T>(reading: Reading, { node, origin }: Item, kind: Kind<T>, name: string): Field<T> | undefined {
  if (isAbsent(node)) return undefined;
  if (node.kind !== 'scalar') return misread(reading, { node, origin }, `${name} must be ${kind.what}, not ${kindOf(node)}`);
  const text = textOf(reading, node);
  if (hasHole(text.value)) return unknown(text.because ?? 'it is not known', origin);
  if (kind.emptyIsUnset && text.value === '') return undefined;
  const value = kind.parse(text.value);
  return value === undefined
    ? misread(reading, { node, origin }, `${name} must be ${kind.what}, not "${shorten(node.text)}"`, kind.refusal)
    : written(value, origin);
}

/** Says what is wrong and leaves the field unknown. */
export function misread(reading: Reading, { node, origin }: Item, message: string, refusal = 'Compose refuses this file'): Field<never> {
  problem(reading, node, `${message}: ${refusal}`);
  return unknown(message, origin);
}

export const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

export const itemAt = (node: YamlNode): Item => ({ node, origin: originOf(node) });

/** One entry of what is written as a mapping (`A: b`) or as a list (`- A=b`). */
export interface Assignment {
  readonly name: string;
  readonly origin: Origin;
  /** Undefined: only the name is written. */
  readonly value?: Text;
}

/** In order, the last one of a name counts, in the place of the first. A name that is not known is left out. */
export function assignments(reading: Reading, pair: YamlPair | undefined): readonly Assignment[] {
  if (pair === undefined || isAbsent(pair.value)) return [];
  const found = new Map<string, Assignment>();
  const add = (entry: Assignment | undefined) => entry && found.set(entry.name, entry);
  // `A: !reset` in an override takes away what the base says of A.
  const addPair = (inner: YamlPair) => (isReset(inner.value) ? found.delete(inner.key.text) : add(fromPair(reading, inner)));
  if (pair.value.kind === 'map') for (const entry of entries(reading, pair.value).values()) addPair(entry);
  else
    for (const item of itemsOf(reading, pair)) {
      // merge.ts turns a mapping that meets a list into items of one pair each.
      if (item.kind === 'map') for (const entry of entries(reading, item).values()) addPair(entry);
      else add(fromItem(reading, item, pair.key.text));
    }
  return [...found.values()];
}

function fromPair(reading: Reading, pair: YamlPair): Assignment {
  const { key, value } = pair;
  const origin = originOfPair(pair);
  if (isNull(value)) return { name: key.text, origin };
  if (value.kind === 'scalar') return { name: key.text, origin, value: textOf(reading, value) };
  problem(reading, value, `${key.text} must be a single value, not ${kindOf(value)}: Compose refuses this file`);
  return { name: key.text, origin, value: { value: HOLE, because: `${key.text} is not a single value` } };
}

function fromItem(reading: Reading, item: YamlNode, name: string): Assignment | undefined {
  if (item.kind !== 'scalar' || isNull(item)) {
    problem(
      reading,
      item,
      `an entry of ${name} must be written NAME=value, not as ${isNull(item) ? 'nothing' : kindOf(item)}: Compose refuses this file`,
    );
    return undefined;
  }
  const text = textOf(reading, item);
  const cut = text.value.indexOf('=');
  const key = cut < 0 ? text.value : text.value.slice(0, cut);
  if (hasHole(key)) return undefined;
  const because = text.because === undefined ? {} : { because: text.because };
  return { name: key, origin: originOf(item), ...(cut < 0 ? {} : { value: { value: text.value.slice(cut + 1), ...because } }) };
}

/** The value of an assignment as a field; undefined where only the name is written. */
export const valueField = ({ value, origin }: Assignment): Field<string> | undefined =>
  value === undefined ? undefined : part(value, value.value, origin);
