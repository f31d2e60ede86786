import type { Edit } from '../../../model/index.ts';
import type { YamlNode } from '../node.ts';
import { remove, removeItems } from './remove.ts';
import type { Way } from './way.ts';

/** Takes away pairs and items of any collections, each where it is written; `kept`: how many spots of its way stay. */
export function removeEach(ways: readonly Way[], kept: (way: Way) => number): readonly Edit[] | string {
  const edits: Edit[] = [];
  for (const group of byCollection(ways).values()) {
    const [first] = group;
    const last = first?.spots.at(-1);
    if (first === undefined || last === undefined) continue;
    const results = 'pair' in last ? group.map((way) => remove(way, kept(way))) : [removeItems(group, kept(first))];
    for (const result of results) {
      if (typeof result === 'string') return result;
      edits.push(...result);
    }
  }
  return edits;
}

function byCollection(ways: readonly Way[]): ReadonlyMap<YamlNode | undefined, readonly Way[]> {
  const found = new Map<YamlNode | undefined, Way[]>();
  for (const way of ways) {
    const parent = way.spots.at(-1)?.parent;
    const known = found.get(parent) ?? [];
    if (!known.some((other) => spotOf(other) === spotOf(way))) known.push(way);
    found.set(parent, known);
  }
  return found;
}

/** What a spot is in its collection; an alias stands beside others of the same node. */
const spotOf = ({ spots }: Way): unknown => {
  const last = spots.at(-1);
  return last !== undefined && 'pair' in last ? last.pair : last?.index;
};
