import { type LiteralSecret, literalSecret } from '../../facts/secrets/literal.ts';
import { secretInSettings } from '../../facts/secrets/settings.ts';
import { asksForValue, strengthOf } from '../../facts/secrets/value.ts';
import { type Container, type GivenAway, nothingAsked } from '../../model/index.ts';
import { originOf, originOfPair, pairsOf, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import { asText } from '../../text/yaml/value.ts';
import { decodeBase64 } from './base64.ts';
import { type ApiObject, groupOf } from './documents.ts';
import type { Notes } from './notes.ts';
import { mapAt, pairAt } from './typed.ts';

/** More objects of a text than this are not looked at. */
const most = 1000;

/** The ConfigMaps and Secrets of a text that give a secret away, as something that can be judged. */
export function givingObjects(notes: Notes, objects: readonly ApiObject[], idOf: (name: string) => string): Container[] {
  const data = objects.filter(({ kind, node }) => (kind === 'ConfigMap' || kind === 'Secret') && groupOf(node) === '');
  const left = data[most];
  if (left !== undefined)
    notes.tell(left.node, `only the first ${most} of its ${data.length} ConfigMaps and Secrets were looked at; split the file`);
  return data.slice(0, most).flatMap((object) => {
    const givesAway = notes.once(object.node, 'gives away', () => givenAway(object));
    return givesAway.length === 0 ? [] : [objectOf(notes, object, givesAway, idOf)];
  });
}

function objectOf(notes: Notes, { node, kind }: ApiObject, givesAway: readonly GivenAway[], idOf: (name: string) => string): Container {
  const metadata = mapAt(notes, node, 'metadata');
  const pair = pairAt(metadata, 'name') ?? pairAt(node, 'kind');
  const name = `${kind}/${asText(pairAt(metadata, 'name')?.value) ?? 'unnamed'}`;
  return {
    id: idOf(name),
    name,
    kind: 'object',
    surface: 'kubernetes',
    engine: 'kubernetes',
    origin: pair === undefined ? { source: notes.source, start: node.start, end: node.end } : originOfPair(pair),
    image: {},
    ...nothingAsked,
    givesAway,
  };
}

/** SOPS encrypts the values of a file and adds a key of its own (getsops/sops stores/yaml). */
const isSealed = (node: YamlNode): boolean => pairAt(node, 'sops') !== undefined;

function givenAway({ node, kind }: ApiObject): GivenAway[] {
  if (isSealed(node)) return [];
  const plain = pairsOf(pairAt(node, kind === 'Secret' ? 'stringData' : 'data')?.value).map((pair) => ({ pair, encoded: false }));
  const coded = kind === 'Secret' ? pairsOf(pairAt(node, 'data')?.value).map((pair) => ({ pair, encoded: true })) : [];
  return [...plain, ...coded].flatMap(({ pair, encoded }) => {
    const text = textUnder(pair, encoded);
    const found = text === undefined ? undefined : secretOf(kind, pair.key.text, text);
    return found === undefined ? [] : [{ key: pair.key.text, origin: originOf(pair.key), encoded, ...found }];
  });
}

function textUnder({ value }: YamlPair, encoded: boolean): string | undefined {
  const text = asText(value);
  return text === undefined || !encoded ? text : decodeBase64(text);
}

type Found = Pick<GivenAway, 'what' | 'certainty' | 'setting'>;

function secretOf(kind: string, key: string, text: string): Found | undefined {
  const value = text.trim();
  if (value.includes('\n') || value.startsWith('{')) {
    const found = secretInSettings(key, value) ?? registryCredentials(value);
    return found && { what: found.what, certainty: found.certainty, ...(found.name !== '' && { setting: found.name }) };
  }
  const secret = literalSecret(key, value) ?? (kind === 'Secret' ? random(value) : undefined);
  if (secret === undefined || (secret.certainty === 'weak' && asksForValue(value))) return undefined;
  return { what: secret.what, certainty: secret.certainty };
}

/** What stands in a Secret and looks made up by a machine is one, whatever its key is called. */
const random = (value: string): Pick<LiteralSecret, 'what' | 'certainty'> | undefined =>
  value.length <= 200 && strengthOf('perhaps', value) !== undefined ? { what: 'a secret', certainty: 'literal' } : undefined;

/** `.dockerconfigjson` and `.dockercfg`: an entry of `auths` with a password or its base64 (docker/cli cli/config/configfile). */
function registryCredentials(text: string): (Found & { readonly name: string }) | undefined {
  const match = /"(?:auth|password|identitytoken)"\s{0,20}:\s{0,20}"([^"]{4,8000})"/.exec(text);
  if (match?.[1] === undefined || /^[<$]|\{\{/.test(match[1]) || asksForValue(match[1])) return undefined;
  return { name: '', what: 'the credentials of a registry', certainty: 'literal' };
}
