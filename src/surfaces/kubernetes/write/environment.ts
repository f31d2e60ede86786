import type { SecretFileVariable, Settings } from '../../../model/index.ts';
import { anchorOn, below, isAlias, type Way } from '../../../text/yaml/edit/index.ts';
import { get, itemsOf, pairsOf, type YamlNode } from '../../../text/yaml/node.ts';
import { asText } from '../../../text/yaml/value.ts';
import { replaced } from './environment-value.ts';
import { mountSecret } from './secret-volume.ts';
import { liesIn, noteAnchor, placeOf, type Result, type Writing } from './writing.ts';

/** The value comes from a Secret, whose name stands in the manifest and its value nowhere: as a file where the image reads one. */
export function giveAsSecret(writing: Writing, { name, file }: Settings['process.env.secret']): Result {
  const variables = writing.container.process.env.filter((one) => one.name === name && one.value !== undefined);
  const [variable] = variables;
  const place = variable === undefined ? undefined : placeOf(writing, variable.origin);
  const value = place === undefined ? undefined : below(place, 'value');
  if (variables.length > 1) return `${name} is written twice: take one of them out`;
  if (place === undefined || value === undefined) return `the value of ${name} is not written here`;
  const known = secretWith(writing, name);
  const secret = known ?? nameFor(writing);
  if (secret === undefined) return 'its Secret would be called after the object, whose name is not known here';
  writing.notes.add(
    known === undefined
      ? `Create the Secret ${secret} with the key ${name} (kubectl create secret generic ${secret} --from-file=${name}=FILE), and change the secret: it was in the file.`
      : `${name} now comes from the Secret ${secret} in the same file: see that it holds the right value.`,
  );
  const hindrance =
    file === undefined ? `the image is not known to read a file instead of ${name}` : hindranceTo(writing, place, name, file);
  if (file !== undefined && hindrance === undefined) return mountSecret(writing, { place, value, key: name, secret, file });
  if (anchorOn(value) !== undefined) noteAnchor(writing, value);
  writing.notes.add(
    `${name} stays in the environment of the program, since ${hindrance}; where the program can read a file, mount the Secret and name the file to it.`,
  );
  return replaced(value, 'valueFrom', { secretKeyRef: { name: secret, key: name } });
}

/** Why the variable has to stay, although the image could read a file instead: one clause. */
function hindranceTo(writing: Writing, place: Way, name: string, { variable }: SecretFileVariable): string | undefined {
  const { found, entry, container } = writing;
  const shared = place.spots.some((_, depth) => {
    const way = { root: place.root, spots: place.spots.slice(0, depth + 1) };
    return depth >= entry.spots.length && (anchorOn(way) !== undefined || isAlias(way.spots.at(-1)));
  });
  if (shared || !liesIn(entry, place)) return 'its entry is shared by an anchor';
  if (container.process.env.some((one) => one.name === variable)) return `${variable} is written as well`;
  return countIn(found.node, new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`)) > 1
    ? 'something else in the container names it'
    : undefined;
}

/** How many single values below a node hold a word: its own name is one of them. */
function countIn(node: YamlNode, word: RegExp): number {
  let count = 0;
  const open: YamlNode[] = [node];
  const seen = new Set<YamlNode>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.kind === 'scalar') count += word.test(next.text) ? 1 : 0;
    else open.push(...(next.kind === 'seq' ? itemsOf(next) : pairsOf(next).map((pair) => pair.value)));
  }
  return count;
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
