import { type Field, knownValue, type SecretUse, written } from '../../model/index.ts';
import { originOf, originOfPair, type YamlMap, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import type { Notes } from './notes.ts';
import { integerAt, mapAt, mapsAt, pairAt, textAt } from './typed.ts';

/** The Secrets that a volume puts below `target`: a secret volume, or the secret sources of a projected one. */
export function secretsOf(notes: Notes, volume: YamlMap | undefined, target: Field<string> | undefined): SecretUse[] {
  const secret = mapAt(notes, volume, 'secret');
  if (secret !== undefined) return useOf(notes, secret, 'secretName', integerAt(notes, secret, 'defaultMode'), target);
  const projected = mapAt(notes, volume, 'projected');
  const mode = integerAt(notes, projected, 'defaultMode');
  return mapsAt(notes, projected, 'sources').flatMap((source) => useOf(notes, mapAt(notes, source, 'secret'), 'name', mode, target));
}

function useOf(
  notes: Notes,
  secret: YamlNode | undefined,
  key: string,
  mode: Field<number> | undefined,
  target: Field<string> | undefined,
): SecretUse[] {
  const pair: YamlPair | undefined = pairAt(secret, key);
  if (secret === undefined || pair === undefined) return [];
  const name = knownValue(textAt(notes, secret, key));
  if (name === undefined) return [];
  return [
    {
      name,
      origin: originOfPair(pair),
      from: written('external', originOf(secret)),
      ...(target && { target }),
      ...(mode && { mode }),
    },
  ];
}
