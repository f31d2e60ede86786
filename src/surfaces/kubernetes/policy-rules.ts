import { type Direction, type Field, isUnknown, type PolicyPeer, type PolicyPort, type PolicyRule, written } from '../../model/index.ts';
import { originOf, type YamlMap, type YamlNode } from '../../text/yaml/node.ts';
import { asInteger } from '../../text/yaml/value.ts';
import { checkKeys } from './keys.ts';
import { selectorAt } from './label-selector.ts';
import type { Notes } from './notes.ts';
import { entryOf, fieldOf, integerAt, listAt, mapAt, mapsAt, pairAt, stringOf, textAt } from './typed.ts';

const ruleKeys = { ingress: new Set(['from', 'ports']), egress: new Set(['to', 'ports']) } as const;
const peerKeys: ReadonlySet<string> = new Set(['podSelector', 'namespaceSelector', 'ipBlock']);
const portKeys: ReadonlySet<string> = new Set(['port', 'protocol', 'endPort']);
const blockKeys: ReadonlySet<string> = new Set(['cidr', 'except']);

/** The rules of one direction; a rule that stands in several places is read once. */
export function rulesOf(notes: Notes, spec: YamlNode, direction: Direction): readonly PolicyRule[] {
  return mapsAt(notes, spec, direction).map((node) => notes.once(node, direction, () => ruleOf(notes, node, direction)));
}

function ruleOf(notes: Notes, node: YamlMap, direction: Direction): PolicyRule {
  checkKeys(notes, node, ruleKeys[direction], `an entry of ${direction}`);
  return {
    origin: originOf(node),
    peers: mapsAt(notes, node, direction === 'ingress' ? 'from' : 'to').map((peer) => notes.once(peer, 'peer', () => peerOf(notes, peer))),
    ports: mapsAt(notes, node, 'ports').map((port) => notes.once(port, 'port', () => portOf(notes, port))),
  };
}

function peerOf(notes: Notes, node: YamlMap): PolicyPeer {
  checkKeys(notes, node, peerKeys, 'a peer of a network policy');
  const pods = selectorAt(notes, node, 'podSelector');
  const namespaces = selectorAt(notes, node, 'namespaceSelector');
  const ipBlock = blockOf(notes, node);
  if (pods === undefined && namespaces === undefined && ipBlock === undefined)
    notes.tell(node, 'a peer needs a podSelector, a namespaceSelector or an ipBlock; the API server refuses it');
  return { origin: originOf(node), ...(pods && { pods }), ...(namespaces && { namespaces }), ...(ipBlock && { ipBlock }) };
}

function blockOf(notes: Notes, peer: YamlMap): PolicyPeer['ipBlock'] {
  const node = mapAt(notes, peer, 'ipBlock');
  if (node === undefined) return undefined;
  checkKeys(notes, node, blockKeys, 'an ipBlock');
  const cidr = textAt(notes, node, 'cidr');
  if (cidr === undefined) {
    notes.tell(node, 'an ipBlock needs a cidr; the API server refuses it');
    return undefined;
  }
  return { cidr, except: (listAt(notes, node, 'except') ?? []).map((item) => entryOf(notes, item, 'except')) };
}

function portOf(notes: Notes, node: YamlMap): PolicyPort {
  checkKeys(notes, node, portKeys, 'a port of a network policy');
  const protocol = textAt(notes, node, 'protocol');
  const port = fieldOf<number | string>(notes, pairAt(node, 'port'), (value) => asInteger(value) ?? stringOf(value), 'a number or a name');
  const endPort = integerAt(notes, node, 'endPort', 1);
  return { origin: originOf(node), ...(protocol && { protocol }), ...(port && { port }), ...(endPort && { endPort }) };
}

const words: Readonly<Record<string, Direction>> = { Ingress: 'ingress', Egress: 'egress' };

/**
 * Which directions a policy restricts. Nothing written, or an empty list: ingress, and egress too where it has a rule for it
 * (pkg/apis/networking/v1/defaults.go SetDefaults_NetworkPolicy: an empty list of egress rules is none).
 */
export function typesOf(notes: Notes, spec: YamlNode, egressRules: number): Field<readonly Direction[]> {
  const listed = listAt(notes, spec, 'policyTypes') ?? [];
  const pair = pairAt(spec, 'policyTypes');
  const origin = originOf(pair?.value ?? spec);
  if (listed.length === 0) {
    const implied: readonly Direction[] = egressRules > 0 ? ['ingress', 'egress'] : ['ingress'];
    return { state: 'default', value: implied, from: 'the API server, since policyTypes is not written', origin };
  }
  const types: Direction[] = [];
  for (const item of listed) {
    const word = entryOf(notes, item, 'policyTypes');
    if (isUnknown(word)) return word;
    const type = Object.hasOwn(words, word.value) ? words[word.value] : undefined;
    if (type === undefined) notes.tell(item, 'an entry of policyTypes must be Ingress or Egress; the API server refuses it');
    else types.push(type);
  }
  return written(types, origin);
}
