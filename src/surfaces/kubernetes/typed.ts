import { type Field, type Origin, unknown, written } from '../../model/index.ts';
import { getPair, itemsOf, originOf, originOfPair, type YamlMap, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import { asBoolean, asInteger, asText, isNull } from '../../text/yaml/value.ts';
import type { Notes } from './notes.ts';
import { notReplaced, placeholderIn } from './placeholder.ts';

/**
 * Access to the fields of an object as the API server's strict decoder reads them: a key that is missing or null is not
 * set (undefined), a value of another type is a problem and the field unknown, a placeholder makes it unknown.
 */

/** The pair under a key, unless its value is null. */
export function pairAt(map: YamlNode | undefined, key: string): YamlPair | undefined {
  const pair = getPair(map, key);
  return pair === undefined || isNull(pair.value) ? undefined : pair;
}

export function booleanAt(notes: Notes, map: YamlNode | undefined, key: string): Field<boolean> | undefined {
  return fieldOf(notes, pairAt(map, key), asBoolean, 'true or false');
}

/** An integer of `least` or more. */
export function integerAt(notes: Notes, map: YamlNode | undefined, key: string, least = 0): Field<number> | undefined {
  const pair = pairAt(map, key);
  if (pair === undefined) return undefined;
  const read = (node: YamlNode): number | undefined => {
    const value = asInteger(node);
    return value === undefined || value < least ? undefined : value;
  };
  return fieldOf(notes, pair, read, `an integer of ${least} or more, without quotes`);
}

export function textAt(notes: Notes, map: YamlNode | undefined, key: string): Field<string> | undefined {
  return fieldOf(notes, pairAt(map, key), stringOf, 'a string (quote it)');
}

/** One of the words that the API knows for this field. */
export function wordAt<W extends string>(notes: Notes, map: YamlNode | undefined, key: string, words: readonly W[]): Field<W> | undefined {
  const pair = pairAt(map, key);
  if (pair === undefined) return undefined;
  const read = (node: YamlNode): W | undefined => words.find((word) => word === stringOf(node));
  return fieldOf(notes, pair, read, `one of ${words.join(', ')}`);
}

/** Any scalar of a list or pair as a field; `expected` finishes the sentence "KEY must be …". */
export function fieldOf<T>(
  notes: Notes,
  pair: YamlPair | undefined,
  read: (node: YamlNode) => T | undefined,
  expected: string,
): Field<T> | undefined {
  return pair === undefined ? undefined : readValue(notes, pair.value, read, originOfPair(pair), pair.key.text, expected);
}

/** The entry of a list of strings. */
export const entryOf = (notes: Notes, node: YamlNode, list: string): Field<string> =>
  fieldOfEntry(notes, node, stringOf, list, 'a string (quote it)');

/** The entry of any list of scalars. */
export const fieldOfEntry = <T>(
  notes: Notes,
  node: YamlNode,
  read: (node: YamlNode) => T | undefined,
  list: string,
  expected: string,
): Field<T> => readValue(notes, node, read, originOf(node), `an entry of ${list}`, expected);

function readValue<T>(
  notes: Notes,
  node: YamlNode,
  read: (node: YamlNode) => T | undefined,
  origin: Origin,
  name: string,
  expected: string,
): Field<T> {
  const placeholder = node.kind === 'scalar' ? placeholderIn(node.text) : undefined;
  if (placeholder !== undefined) return unknown(notReplaced(placeholder), origin);
  const value = read(node);
  if (value !== undefined) return written(value, origin);
  const message = `${name} must be ${expected}, but is ${kindOf(node)}`;
  notes.tell(node, `${message}; the API server refuses it`);
  return unknown(message, origin);
}

export function mapAt(notes: Notes, map: YamlNode | undefined, key: string): YamlMap | undefined {
  const pair = pairAt(map, key);
  if (pair === undefined || pair.value.kind === 'map') return pair?.value as YamlMap | undefined;
  mistyped(notes, pair, 'a mapping');
  return undefined;
}

/** The entries of a list; undefined when it is not set, or is no list. */
export function listAt(notes: Notes, map: YamlNode | undefined, key: string): readonly YamlNode[] | undefined {
  const pair = pairAt(map, key);
  if (pair === undefined || pair.value.kind === 'seq') return pair === undefined ? undefined : itemsOf(pair.value);
  mistyped(notes, pair, 'a list');
  return undefined;
}

/** The mappings of a list; another entry is a problem. */
export function mapsAt(notes: Notes, map: YamlNode | undefined, key: string): readonly YamlMap[] {
  return (listAt(notes, map, key) ?? []).filter((item): item is YamlMap => {
    if (item.kind !== 'map') notes.tell(item, `an entry of ${key} must be a mapping, but is ${kindOf(item)}; the API server refuses it`);
    return item.kind === 'map';
  });
}

function mistyped(notes: Notes, pair: YamlPair, expected: string): void {
  const found = pair.value.kind === 'scalar' ? placeholderIn(pair.value.text) : undefined;
  notes.tell(
    pair.value,
    found === undefined
      ? `${pair.key.text} must be ${expected}, but is ${kindOf(pair.value)}; the API server refuses it`
      : `${pair.key.text}: ${notReplaced(found)}; fill it in first and check the result`,
  );
}

/** A string as the API's decoder takes it: what YAML 1.1 reads as a number or a boolean is none. */
export function stringOf(node: YamlNode): string | undefined {
  const text = asText(node);
  if (text === undefined || node.kind !== 'scalar') return undefined;
  return node.style !== 'plain' || isStringTag(node.tag) || plainKind(node) === 'a string' ? text : undefined;
}

const isStringTag = (tag: string | undefined): boolean => tag === '!!str' || tag === '!' || tag === 'tag:yaml.org,2002:str';

function plainKind(node: YamlNode): string {
  if (asBoolean(node) !== undefined) return 'a boolean';
  const text = node.kind === 'scalar' ? node.text : '';
  if (!/^[-+.\d_]/.test(text)) return 'a string';
  if (asInteger(node) !== undefined || /^[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return 'a number';
  return /^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/.test(text) ? 'a number' : 'a string';
}

/** What a node is, without its value: a value may be a secret. */
export function kindOf(node: YamlNode): string {
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'a mapping' : 'a list';
  if (isNull(node)) return 'null';
  return node.style === 'plain' && !isStringTag(node.tag) ? plainKind(node) : 'a string';
}
