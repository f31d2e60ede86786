import type { Container, Field, Origin, ReadContext } from '../../../model/index.ts';
import type { WritersOf } from '../../../text/patch.ts';
import { anchorOn, below, type Spliced, type Way, wayTo, type YamlValue } from '../../../text/yaml/edit/index.ts';
import type { Found, Manifest } from './manifest.ts';

/** One container while it is changed: each writer beside this file takes it with one change. */
export interface Writing {
  readonly container: Container;
  readonly context: ReadContext;
  readonly manifest: Manifest;
  readonly found: Found;
  /** The container's entry, and the pod's spec, where they are written themselves. */
  readonly entry: Way;
  readonly pod: Way;
  /** What is to stand where; put together once all changes of the patch are known. */
  readonly puts: Put[];
  /** What the user has to do besides. */
  readonly notes: Set<string>;
}

/** A value below a mapping. */
export interface Put {
  readonly at: Way;
  readonly keys: readonly string[];
  readonly value: YamlValue;
  /** A comment behind it. */
  readonly note?: string | undefined;
}

/** The edits, or why there are none: one clause. None at all: what is to be written was put on the list. */
export type Result = Spliced;

export type Write<To> = (writing: Writing, to: To) => Result;

/** Writers by what they set; a text says why Kubernetes has no way to write it. */
export type Writers = WritersOf<Writing, Result>;

/** A value for later: several of one patch may stand in one mapping that is not there yet. */
export function put({ puts }: Writing, at: Way, keys: readonly string[], value: YamlValue, note?: string): Result {
  puts.push({ at, keys, value, note });
  return [];
}

export const putInContainer = (writing: Writing, keys: readonly string[], value: YamlValue, note?: string): Result =>
  put(writing, writing.entry, keys, value, note);

export const putInPod = (writing: Writing, keys: readonly string[], value: YamlValue): Result => put(writing, writing.pod, keys, value);

export const writtenAt = (field: Field<unknown> | undefined): Origin | undefined => (field?.state === 'written' ? field.origin : undefined);

/** Where something is written. */
export const placeOf = ({ manifest }: Writing, { start }: Origin): Way | undefined => wayTo(manifest.documents, start);

/** The pair of a key: the first one of an item starts where the item does. */
export function pairOf(writing: Writing, origin: Origin, key: string): Way | undefined {
  const way = placeOf(writing, origin);
  const spot = way?.spots.at(-1);
  return way === undefined || (spot !== undefined && 'pair' in spot) ? way : below(way, key);
}

/** The entry of a list that a pair of it stands for. */
export function itemOf(writing: Writing, origin: Origin): Way | undefined {
  const way = placeOf(writing, origin);
  const spot = way?.spots.at(-1);
  return way !== undefined && spot !== undefined && 'pair' in spot ? parentOf(way) : way;
}

export const parentOf = ({ root, spots }: Way): Way => ({ root, spots: spots.slice(0, -1) });

/** Does a place lie below another one? */
export function liesIn(outer: Way, way: Way): boolean {
  if (way.root !== outer.root || way.spots.length < outer.spots.length) return false;
  return outer.spots.every((spot, index) => {
    const other = way.spots[index];
    if (other === undefined || other.parent !== spot.parent) return false;
    return 'pair' in spot ? 'pair' in other && spot.pair === other.pair : 'index' in other && other.index === spot.index;
  });
}

/** Notes whom a change at an anchor concerns. */
export function noteAnchor({ notes }: Writing, way: Way): void {
  const anchor = anchorOn(way);
  if (anchor !== undefined) notes.add(`This changes every place that uses *${anchor}.`);
}

/** Notes that the other containers of the pod get it too. */
export function notePod(writing: Writing): void {
  const entries = writing.found.template.spec.pairs.flatMap(({ key, value }) =>
    /[cC]ontainers$/.test(key.text) && value.kind === 'seq' ? value.items : [],
  );
  if (entries.length > 1) writing.notes.add('This changes every container of the pod that does not say otherwise.');
}
