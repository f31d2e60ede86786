import type { Container, Origin, ReadContext, Source } from '../../../model/index.ts';
import type { WritersOf } from '../../../text/patch.ts';
import { anchorOn, below, isAlias, nodeAt, type Spliced, type Way, wayTo } from '../../../text/yaml/edit/index.ts';
import type { YamlNode } from '../../../text/yaml/node.ts';
import { parseYaml } from '../../../text/yaml/parse.ts';
import { isOverrideName } from '../project.ts';

/** One service while it is changed: each writer beside this file takes it with one change. */
export interface Writing {
  readonly container: Container;
  readonly context: ReadContext;
  /** The pair of the service, in the file that declares it. */
  readonly service: Way;
  /** What the user has to do besides. */
  readonly notes: Set<string>;
}

/** The edits, or why there are none: one clause. */
export type Result = Spliced;

export type Write<To> = (writing: Writing, to: To) => Result;

/** Writers by what they set; a key that Compose has no word for is refused. */
export type Writers = WritersOf<Writing, Result>;

const trees = new WeakMap<Source, readonly YamlNode[]>();

/** The node trees of a text; parsed once. */
export function treesOf(source: Source): readonly YamlNode[] {
  let found = trees.get(source);
  if (found === undefined) {
    found = parseYaml(source).documents;
    trees.set(source, found);
  }
  return found;
}

/** Where something is written. */
export const placeOf = ({ source, start }: Origin): Way | undefined => wayTo(treesOf(source), start);

export function serviceOf(container: Container): Way | string {
  const way = placeOf(container.origin);
  if (way === undefined) return 'the service is written in a way that cannot be changed here';
  if (isAlias(way.spots.at(-1))) return 'the service is an alias of another one: write it out, or merge the other one with <<';
  return way;
}

/** The service's own key; what it merges or extends is another place. */
export const own = ({ service }: Writing, key: string): Way | undefined => below(service, key);

/** Does a place lie in the service itself, and not behind an anchor, in another service or in another file? */
export const isOwn = ({ service }: Writing, way: Way): boolean =>
  way.root === service.root && way.spots[service.spots.length - 1]?.parent === service.spots.at(-1)?.parent && samePair(way, service);

function samePair(way: Way, service: Way): boolean {
  const [a, b] = [way.spots[service.spots.length - 1], service.spots.at(-1)];
  return a !== undefined && b !== undefined && 'pair' in a && 'pair' in b && a.pair === b.pair;
}

/** Is it in the file that Compose lays over the service's own by itself, so that only there a change counts? */
export const isOverride = ({ container }: Writing, origin: Origin): boolean =>
  origin.source.path !== container.origin.source.path && isOverrideName(origin.source.path);

/** Notes whom a change at an anchor concerns. */
export function noteShared(writing: Writing, way: Way): void {
  const anchor = anchorOn(way);
  if (anchor !== undefined) writing.notes.add(`This changes every place that uses *${anchor}.`);
  else if (!isOwn(writing, way)) writing.notes.add('This changes every service that extends the same one.');
}

/** How many spots of a way stay, whatever is taken out below them. */
export function kept({ service }: Writing, way: Way): number {
  const first = way.spots[0];
  return first !== undefined && 'pair' in first && first.pair.key.text === 'services' ? 2 : Math.min(service.spots.length, 1);
}

/** Why a scalar cannot be replaced: its value comes from a variable. */
export function variableIn(way: Way): string | undefined {
  const node = nodeAt(way);
  if (node.kind !== 'scalar') return undefined;
  const name = /(?<!\$)(?:\$\$)*\$\{?([A-Za-z_][A-Za-z0-9_]*)/.exec(node.text)?.[1];
  return name === undefined ? undefined : `its value comes from the variable ${name}: change it where that is set`;
}
