import { addKeys, below, isAlias, joined, nodeAt, setScalar, type Way, type YamlValue } from '../../../text/yaml/edit/index.ts';
import { getPair, type YamlNode } from '../../../text/yaml/node.ts';
import { isNull } from '../../../text/yaml/value.ts';
import { placeholderIn } from '../placeholder.ts';
import { wayOf } from './manifest.ts';
import { addToPod } from './pod-key.ts';
import { markLimits } from './writable.ts';
import { noteAnchor, type Put, type Result, type Writing } from './writing.ts';

type Tree = Map<string, Tree | Leaf>;

interface Leaf {
  readonly value: YamlValue;
  readonly note?: string | undefined;
}

/** The edits for all values that a patch puts somewhere. */
export function placed(writing: Writing): Result {
  const trees = new Map<string, { at: Way; tree: Tree }>();
  for (const one of writing.puts) {
    const where = nodeAt(one.at);
    const known = trees.get(`${where.start}`) ?? { at: one.at, tree: new Map() };
    trees.set(`${where.start}`, known);
    grow(known.tree, one);
  }
  // What stands further in comes first: both may end where the text ends.
  const inwards = [...trees.values()].sort((a, b) => b.at.spots.length - a.at.spots.length);
  return joined(inwards.map(({ at, tree }) => settle(writing, at, tree)));
}

function grow(tree: Tree, { keys, value, note }: Put): void {
  let at = tree;
  for (const key of keys.slice(0, -1)) {
    const next = at.get(key);
    const inner: Tree = next instanceof Map ? next : new Map();
    at.set(key, inner);
    at = inner;
  }
  at.set(keys.at(-1) ?? '', { value, note });
}

/** Keys that are there are changed where they are; the others are added together. */
function settle(writing: Writing, at: Way, tree: Tree): Result {
  const node = nodeAt(at);
  if (node.kind !== 'map' && !isNull(node)) return `${node.kind === 'seq' ? 'a list' : 'a single value'} stands where a mapping is needed`;
  const results: Result[] = [];
  const missing: Record<string, YamlValue> = {};
  const notes: string[] = [];
  for (const [key, inner] of tree) {
    const result = settleKey(writing, at, key, inner);
    if (result !== undefined) results.push(result);
    else missing[key] = plain(inner, notes);
  }
  if (Object.keys(missing).length > 0) {
    noteAnchor(writing, at);
    const { volumes, ...others } = missing;
    if (at !== writing.pod) results.push(addKeys(at, missing, { note: notes[0] }));
    else {
      if (Object.keys(others).length > 0) results.push(addToPod(at, others));
      if (volumes !== undefined) results.push(markLimits(addKeys(at, { volumes })));
    }
  }
  return joined(results);
}

/** Undefined: the key has to be added. */
function settleKey(writing: Writing, at: Way, key: string, inner: Tree | Leaf): Result | undefined {
  const own = below(at, key);
  const found = own === undefined ? getPair(nodeAt(at), key)?.value : nodeAt(own);
  if (found === undefined) return undefined;
  if (!(inner instanceof Map)) return own === undefined ? undefined : replace(writing, own, inner);
  // A mapping that comes by << or as an alias cannot be overridden in part: it is changed where it is.
  const isElsewhere = own === undefined || isAlias(own.spots.at(-1));
  const way = isElsewhere ? found.kind === 'map' && wayOf(writing.manifest, found) : own;
  if (!way) return `${key} comes from an anchor and cannot be changed here: write it out first`;
  return settle(writing, way, inner);
}

/** Another scalar where one stands; what is to be filled in is refused. */
export function replace(writing: Writing, way: Way, { value, note }: Leaf): Result {
  if (typeof value === 'object') return 'it is written already, in another way';
  const held = heldBy(nodeAt(way));
  if (held !== undefined) return held;
  if (!isAlias(way.spots.at(-1))) noteAnchor(writing, way);
  return setScalar(way, value, { note });
}

/** Why a scalar cannot be replaced: somebody else fills it in. */
export function heldBy(node: YamlNode): string | undefined {
  const name = node.kind === 'scalar' ? placeholderIn(node.text) : undefined;
  return name === undefined ? undefined : `its value is ${name}, which is filled in elsewhere: change it there`;
}

function plain(tree: Tree | Leaf, notes: string[]): YamlValue {
  if (tree instanceof Map) return Object.fromEntries([...tree].map(([key, inner]) => [key, plain(inner, notes)]));
  if (tree.note !== undefined) notes.push(tree.note);
  return tree.value;
}
