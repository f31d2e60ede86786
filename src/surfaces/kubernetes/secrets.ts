import { type Field, knownValue, mapField, type SecretUse, written } from '../../model/index.ts';
import { originOf, originOfPair, type YamlMap, type YamlNode } from '../../text/yaml/node.ts';
import type { Notes } from './notes.ts';
import { joinPath } from './paths.ts';
import { integerAt, mapAt, mapsAt, pairAt, textAt } from './typed.ts';

/** The Secrets that a volume puts below `target`: a secret volume, or the secret sources of a projected one. */
export function secretsOf(notes: Notes, volume: YamlMap | undefined, target: Field<string> | undefined): SecretUse[] {
  const secret = mapAt(notes, volume, 'secret');
  if (secret !== undefined) return usesOf(notes, secret, 'secretName', integerAt(notes, secret, 'defaultMode'), target);
  const projected = mapAt(notes, volume, 'projected');
  const mode = integerAt(notes, projected, 'defaultMode');
  return mapsAt(notes, projected, 'sources').flatMap((source) => usesOf(notes, mapAt(notes, source, 'secret'), 'name', mode, target));
}

/**
 * One use for the files with the mode of the volume, and one for each item with a mode of its own. `items` names all that is mounted:
 * other keys of the Secret are left out (core/v1 SecretVolumeSource, SecretProjection, KeyToPath).
 */
function usesOf(
  notes: Notes,
  secret: YamlNode | undefined,
  key: string,
  mode: Field<number> | undefined,
  target: Field<string> | undefined,
): SecretUse[] {
  const pair = pairAt(secret, key);
  const name = knownValue(textAt(notes, secret, key));
  if (secret === undefined || pair === undefined || name === undefined) return [];
  const from = written('external', originOf(secret)) as SecretUse['from'] & object;
  const items = mapsAt(notes, secret, 'items').map((node) => ({ node, own: integerAt(notes, node, 'mode') }));
  const whole: SecretUse = { name, origin: originOfPair(pair), from, ...(target && { target }), ...(mode && { mode }) };
  const apart = items.flatMap(({ node, own }) => (own === undefined ? [] : [itemOf(notes, node, own, whole)]));
  return items.length > 0 && apart.length === items.length ? apart : [whole, ...apart];
}

function itemOf(notes: Notes, node: YamlMap, mode: Field<number>, { name, from, target }: SecretUse): SecretUse {
  const path = knownValue(textAt(notes, node, 'path'));
  const item = knownValue(textAt(notes, node, 'key')) ?? path ?? '';
  const below = target && path !== undefined ? mapField(target, (folder) => joinPath(folder, path)) : target;
  return { name, item, origin: originOf(node), mode, ...(from && { from }), ...(below && { target: below }) };
}
