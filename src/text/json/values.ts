import { type Field, type Origin, type Problem, written } from '../../model/index.ts';
import { positionAt } from '../lines.ts';
import { getPair, itemsOf, originOf, originOfPair, type YamlNode, type YamlPair, type YamlSeq } from '../yaml/node.ts';
import { isNull } from '../yaml/value.ts';

/** Where what cannot be read is collected. */
export interface Reading {
  readonly problems: Problem[];
  /** Who says of which type a value is: "the OCI runtime specification". */
  readonly format: string;
}

export function problem({ problems }: Reading, { source, start }: Pick<Origin, 'source' | 'start'>, message: string): void {
  problems.push({ file: source.path, ...positionAt(source, start), message });
}

/** The pair under a key; null counts as absent, as in Go's encoding/json. */
export function pairOf(node: YamlNode | undefined, key: string): YamlPair | undefined {
  const pair = getPair(node, key);
  return pair === undefined || isNull(pair.value) ? undefined : pair;
}

type Parse<T> = (node: YamlNode) => T | undefined;

export const asString: Parse<string> = (node) => (node.kind === 'scalar' && node.style === 'quoted' ? node.text : undefined);

/** A JSON number; those above 2^53 lose their last digits, which only the words for "unlimited" have. */
export const asNumber: Parse<number> = (node) =>
  node.kind === 'scalar' && node.style === 'plain' && /^-?\d{1,20}$/.test(node.text) ? Number(node.text) : undefined;

export const asBool: Parse<boolean> = (node) =>
  node.kind === 'scalar' && node.style === 'plain' && /^(?:true|false)$/.test(node.text) ? node.text === 'true' : undefined;

export const asStrings: Parse<readonly string[]> = (node) => {
  const words = itemsOf(node).map(asString);
  return node.kind === 'seq' && words.every((word) => word !== undefined) ? words : undefined;
};

/** The value under a key as a field; a value of another type is a problem, for a runtime refuses the file. */
export function fieldOf<T>(reading: Reading, node: YamlNode | undefined, key: string, parse: Parse<T>): Field<T> | undefined {
  const pair = pairOf(node, key);
  if (pair === undefined) return undefined;
  const value = parse(pair.value);
  if (value !== undefined) return written(value, originOfPair(pair));
  problem(reading, originOfPair(pair), `${key} is not of the type that ${reading.format} gives it; it was not read`);
  return undefined;
}

/** Each text of a list as a field of its own. */
export function entriesOf(reading: Reading, node: YamlNode | undefined, key: string): Field<string>[] | undefined {
  const list = listOf(reading, node, key);
  return list?.items.flatMap((item) => {
    const text = asString(item);
    if (text === undefined) problem(reading, originOf(item), `an entry of ${key} is no text; it was not read`);
    return text === undefined ? [] : [written(text, originOf(item))];
  });
}

export function listOf(reading: Reading, node: YamlNode | undefined, key: string): YamlSeq | undefined {
  const pair = pairOf(node, key);
  if (pair === undefined || pair.value.kind === 'seq') return pair?.value as YamlSeq | undefined;
  problem(reading, originOfPair(pair), `${key} is no list; it was not read`);
  return undefined;
}

/** Leaves out what is not set. */
export const set = <K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T };
