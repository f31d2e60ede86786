import type { Entries, Field, Origin } from '../../model/index.ts';
import type { YamlPair } from '../../text/yaml/node.ts';
import type { Kind } from './kinds.ts';
import type { Project } from './project.ts';
import type { Reading } from './reading.ts';
import { field, fieldAt, itemAt, itemsOf, type Pairs, pairsOf, present } from './values.ts';

/** One service while it is read: each reader beside this file takes it and gives its part of the container. */
export interface Service {
  readonly reading: Reading;
  readonly project: Project;
  readonly name: string;
  readonly origin: Origin;
  readonly pairs: Pairs;
}

/** A key that is there and not null. */
export const at = ({ pairs }: Service, key: string): YamlPair | undefined => present(pairs.get(key));

export const get = <T>(service: Service, key: string, kind: Kind<T>): Field<T> | undefined =>
  field(service.reading, at(service, key), kind);

/** The keys below a key. */
export const below = (service: Service, key: string): Pairs => pairsOf(service.reading, at(service, key)?.value, key);

/** The mapping at the end of a way of keys; empty where the way ends before. */
export function deep(service: Service, ...way: readonly string[]): Pairs {
  let pairs = service.pairs;
  for (const key of way) pairs = pairsOf(service.reading, present(pairs.get(key))?.value, key);
  return pairs;
}

/** A list of scalars as entries; undefined where the key is not set. */
export function list<T>(service: Service, key: string, kind: Kind<T>, lone = false): Entries<T> | undefined {
  const pair = at(service, key);
  if (pair === undefined) return undefined;
  return itemsOf(service.reading, pair, lone).flatMap((node) => fieldAt(service.reading, itemAt(node), kind, `an entry of ${key}`) ?? []);
}
