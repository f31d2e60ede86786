import type { Origin } from '../../model/index.ts';
import { originOf, originOfPair, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';

/** One step down a YAML tree: into a key, or into an entry of a list, known by its `name` where it has one. */
export type Step = { readonly key: string } | { readonly index: number; readonly name: string | undefined };

/** A place in a tree: the steps to it, and the pair or node that stands there. */
export interface Place {
  readonly steps: readonly Step[];
  readonly at: YamlPair | YamlNode;
}

/** Deeper than this nothing of Kubernetes is. */
const deepest = 200;

/** The innermost pair or list entry that begins at or before `start` and reaches over it. */
export function placeIn(document: YamlNode, start: number, end: number): Place {
  const steps: Step[] = [];
  let at: YamlPair | YamlNode = document;
  let node: YamlNode = document;
  while (steps.length < deepest) {
    if (node.kind === 'map') {
      const pair: YamlPair | undefined = lastFrom(node.pairs, start, ({ key }) => key.start);
      if (pair === undefined) break;
      steps.push({ key: pair.key.text });
      at = pair;
      if (start < pair.value.start || (start === pair.key.start && end >= pair.value.end)) break;
      node = pair.value;
    } else if (node.kind === 'seq') {
      const item: YamlNode | undefined = lastFrom(node.items, start, (one) => one.start);
      if (item === undefined) break;
      steps.push({ index: node.items.indexOf(item), name: nameOf(item) });
      at = item;
      if (start === item.start && end >= item.end) break;
      node = item;
    } else break;
  }
  return { steps, at };
}

/** The last whose start is not behind the offset: nodes stand in the order of the text. */
function lastFrom<T>(list: readonly T[], offset: number, startOf: (one: T) => number): T | undefined {
  let [low, high] = [0, list.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startOf(list[middle] as T) <= offset) low = middle;
    else high = middle - 1;
  }
  const found = list[low];
  return found !== undefined && startOf(found) <= offset ? found : undefined;
}

/** How far the steps lead in another tree, and where they end there. */
export interface Reached {
  readonly depth: number;
  readonly at: YamlPair | YamlNode;
}

export function follow(document: YamlNode, steps: readonly Step[]): Reached {
  let at: YamlPair | YamlNode = document;
  for (const [depth, step] of steps.entries()) {
    const next = stepInto(valueAt(at), step);
    if (next === undefined) return { depth, at };
    at = next;
  }
  return { depth: steps.length, at };
}

export const valueAt = (at: YamlPair | YamlNode): YamlNode => ('key' in at ? at.value : at);

export const originAt = (at: YamlPair | YamlNode): Origin => ('key' in at ? originOfPair(at) : originOf(at));

/** The last of like keys counts. */
function stepInto(node: YamlNode, step: Step): YamlPair | YamlNode | undefined {
  if ('key' in step) return node.kind === 'map' ? node.pairs.findLast(({ key }) => key.text === step.key) : undefined;
  if (node.kind !== 'seq') return undefined;
  return step.name === undefined ? node.items[step.index] : node.items.find((item) => nameOf(item) === step.name);
}

/** What tells an entry of a list from the others, for containers, volumes, ports and variables. */
export function nameOf(node: YamlNode): string | undefined {
  if (node.kind !== 'map') return undefined;
  const value = node.pairs.find(({ key }) => key.text === 'name')?.value;
  return value?.kind === 'scalar' ? value.text : undefined;
}

/** Do both say the same? Of collections only what kind they are: they were merged. */
export function sameValue(a: YamlNode, b: YamlNode): boolean {
  return a.kind === 'scalar' && b.kind === 'scalar' ? a.text === b.text : a.kind === b.kind;
}
