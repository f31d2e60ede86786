import { type EnvVar, isUnknown, unknown, written } from '../../model/index.ts';
import { originOf, originOfPair, type YamlMap, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import type { Notes } from './notes.ts';
import { notReplaced, placeholderIn } from './placeholder.ts';
import { mapAt, mapsAt, pairAt, stringOf, textAt } from './typed.ts';

/** The variables of `env` and `envFrom`. Values are never repeated in a message. */
export const environmentOf = (notes: Notes, container: YamlNode): readonly EnvVar[] => [
  ...variablesOf(notes, container, 'envFrom', fromSource),
  ...variablesOf(notes, container, 'env', variableOf),
];

/** A list that containers share through an anchor is read once. */
function variablesOf(notes: Notes, container: YamlNode, key: string, read: (notes: Notes, node: YamlMap) => EnvVar[]): readonly EnvVar[] {
  const list = pairAt(container, key)?.value;
  if (list === undefined) return [];
  return notes.once(list, key, () => mapsAt(notes, container, key).flatMap((node) => read(notes, node)));
}

/** A whole Secret or ConfigMap: which names it brings cannot be seen here. */
function fromSource(notes: Notes, node: YamlMap): EnvVar[] {
  const prefix = textAt(notes, node, 'prefix');
  const name = `${prefix === undefined || isUnknown(prefix) ? '' : prefix.value}*`;
  if (mapAt(notes, node, 'secretRef') !== undefined) return [{ name, origin: originOf(node), from: 'secret' }];
  return mapAt(notes, node, 'configMapRef') === undefined ? [] : [{ name, origin: originOf(node), from: 'config' }];
}

function variableOf(notes: Notes, node: YamlMap): EnvVar[] {
  const field = textAt(notes, node, 'name');
  if (field === undefined) return [];
  const name = isUnknown(field) ? '?' : field.value;
  const origin = originOf(node);
  const value = pairAt(node, 'value');
  if (value !== undefined) return [{ name, origin, ...readValue(notes, value, name) }];
  const from = mapAt(notes, node, 'valueFrom');
  return [{ name, origin, ...(from === undefined ? { value: written('', origin) } : { from: kindOfSource(from) }) }];
}

/** $(OTHER) and nothing else is the value of another variable, which is judged by itself. */
function readValue(notes: Notes, pair: YamlPair, name: string): Pick<EnvVar, 'value' | 'from'> {
  const origin = originOfPair(pair);
  const text = stringOf(pair.value);
  if (text === undefined) {
    const message = `the value of ${name} must be a string (quote it)`;
    notes.tell(pair.value, `${message}; the API server refuses it`);
    return { value: unknown(message, origin) };
  }
  if (/^\$\([\w.-]+\)$/.test(text)) return { from: 'other' };
  const placeholder = placeholderIn(text);
  // $(X) and $X inside a longer text are the kubelet's and the program's to expand.
  const foreign = placeholder !== undefined && /^(?:[{%@]|\$\{)/.test(placeholder);
  return { value: foreign ? unknown(notReplaced(placeholder), origin) : written(text, origin) };
}

function kindOfSource(from: YamlMap): 'secret' | 'config' | 'other' {
  if (pairAt(from, 'secretKeyRef') !== undefined) return 'secret';
  return pairAt(from, 'configMapKeyRef') === undefined ? 'other' : 'config';
}
