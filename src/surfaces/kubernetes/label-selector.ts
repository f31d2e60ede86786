import { isKnown, type LabelRequirement, type LabelSelector, type Origin, written } from '../../model/index.ts';
import { originOf, originOfPair, pairsOf, type YamlMap, type YamlNode } from '../../text/yaml/node.ts';
import { checkKeys } from './keys.ts';
import type { Notes } from './notes.ts';
import { entryOf, listAt, mapAt, mapsAt, pairAt, textAt, wordAt } from './typed.ts';

const selectorKeys: ReadonlySet<string> = new Set(['matchLabels', 'matchExpressions']);
const requirementKeys: ReadonlySet<string> = new Set(['key', 'operator', 'values']);
const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** The selector under a key; undefined where none is written. */
export function selectorAt(notes: Notes, map: YamlNode, key: string): LabelSelector | undefined {
  const pair = pairAt(map, key);
  const node = mapAt(notes, map, key);
  return pair && node && notes.once(node, 'selector', () => selectorOf(notes, node, originOfPair(pair)));
}

/** What selects everything, where nothing is written. */
export const everything = (origin: Origin): LabelSelector => ({ origin, requirements: [] });

function selectorOf(notes: Notes, node: YamlMap, origin: Origin): LabelSelector {
  checkKeys(notes, node, selectorKeys, 'a label selector');
  const labels = mapAt(notes, node, 'matchLabels');
  return {
    origin,
    requirements: [
      ...pairsOf(labels).map(({ key, value }): LabelRequirement => {
        // A label with nothing behind it is one with an empty value.
        const field = textAt(notes, labels, key.text) ?? written('', originOf(value));
        return { key: key.text, operator: written('In', originOf(key)), values: [field] };
      }),
      ...mapsAt(notes, node, 'matchExpressions').flatMap((expression) => requirementOf(notes, expression) ?? []),
    ],
  };
}

function requirementOf(notes: Notes, node: YamlMap): LabelRequirement | undefined {
  checkKeys(notes, node, requirementKeys, 'an entry of matchExpressions');
  const key = textAt(notes, node, 'key');
  const operator = wordAt(notes, node, 'operator', operators);
  if (key === undefined || operator === undefined) {
    notes.tell(node, 'an entry of matchExpressions needs a key and an operator; the API server refuses it');
    return undefined;
  }
  const values = (listAt(notes, node, 'values') ?? []).map((value) => entryOf(notes, value, 'values'));
  // With a key that is to be filled in nobody knows what it asks of a pod.
  return isKnown(key) ? { key: key.value, operator, values } : { key: '', operator: key, values };
}
