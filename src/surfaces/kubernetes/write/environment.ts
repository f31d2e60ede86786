import type { Settings } from '../../../model/index.ts';
import { endOfPair } from '../../../text/yaml/edit/extent.ts';
import { anchorOn, below, type Way } from '../../../text/yaml/edit/index.ts';
import { columnOf } from '../../../text/yaml/edit/lines.ts';
import { styleOf } from '../../../text/yaml/edit/style.ts';
import { blockPair, flow, prettyJson } from '../../../text/yaml/edit/value.ts';
import { get, pairsOf } from '../../../text/yaml/node.ts';
import { asText } from '../../../text/yaml/value.ts';
import { noteAnchor, placeOf, type Result, type Writing } from './writing.ts';

/** The variable comes from a Secret, whose name stands in the manifest and its value nowhere. */
export function giveAsSecret(writing: Writing, { name }: Settings['process.env.secret']): Result {
  const variables = writing.container.process.env.filter((one) => one.name === name && one.value !== undefined);
  const [variable] = variables;
  const place = variable === undefined ? undefined : placeOf(writing, variable.origin);
  const value = place === undefined ? undefined : below(place, 'value');
  if (variables.length > 1) return `${name} is written twice: take one of them out`;
  if (value === undefined) return `the value of ${name} is not written here`;
  if (anchorOn(value) !== undefined) noteAnchor(writing, value);
  const secret = secretWith(writing, name) ?? nameFor(writing);
  if (secret === undefined) return 'its Secret would be called after the object, whose name is not known here';
  writing.notes.add(
    secretWith(writing, name) === undefined
      ? `Create the Secret ${secret} with the key ${name} (kubectl create secret generic ${secret} --from-file=${name}=FILE), and change the secret: it was in the file.`
      : `${name} now comes from the Secret ${secret} in the same file: see that it holds the right value.`,
  );
  return replaced(value, { secretKeyRef: { name: secret, key: name } });
}

/** `value: …` becomes `valueFrom: …` where it stands. */
function replaced(value: Way, from: { readonly secretKeyRef: { readonly name: string; readonly key: string } }): Result {
  const spot = value.spots.at(-1);
  if (spot === undefined || !('pair' in spot)) return 'it is written in a way that cannot be changed here';
  const { pair, parent } = spot;
  const { source, start } = pair.key;
  const style = styleOf(value.root);
  const lines = source.text.slice(parent.start, parent.end).includes('\n');
  const column = columnOf(source.text, start);
  const text = !parent.flow
    ? blockPair('valueFrom', from, column, style)
    : style.json
      ? `"valueFrom": ${lines ? prettyJson(from, column, style) : flow(from, style)}`
      : `valueFrom: ${flow(from, style)}`;
  return [{ source, start, end: endOfPair(pair), text }];
}

/** A Secret of the same file and namespace that has such a key. */
function secretWith({ manifest, found }: Writing, key: string): string | undefined {
  const own = asText(get(get(found.object.node, 'metadata'), 'namespace'));
  for (const { node, kind } of manifest.objects) {
    const metadata = get(node, 'metadata');
    if (kind !== 'Secret' || asText(get(metadata, 'namespace')) !== own) continue;
    const keys = ['data', 'stringData'].flatMap((part) => pairsOf(get(node, part)).map((pair) => pair.key.text));
    const name = asText(get(metadata, 'name'));
    if (keys.includes(key) && isName(name)) return name;
  }
  return undefined;
}

const nameFor = ({ found }: Writing): string | undefined =>
  isName(found.template.name) && found.template.name !== 'unnamed' ? found.template.name : undefined;

/** RFC 1123, as the API asks of most names. */
export const isName = (name: string | undefined): name is string =>
  name !== undefined && /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(name);
