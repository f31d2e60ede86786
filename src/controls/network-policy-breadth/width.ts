import { blockOf, type Cut, holdsBlock, shareOf } from '../../facts/cidr.ts';
import { linkLocalPrefix, metadataAddress, metadataPort } from '../../facts/metadata-service.ts';
import { isKnown, knownValue, type LabelSelector, type PolicyPeer, type PolicyPort, type PolicyRule } from '../../model/index.ts';

/** Every namespace has this label, with its own name (since Kubernetes 1.22, k8s.io/api core/v1 LabelMetadataName). */
const everyNamespaceHas = 'kubernetes.io/metadata.name';

const isEverything = ({ requirements }: LabelSelector): boolean => requirements.length === 0;

const isEveryNamespace = ({ requirements }: LabelSelector): boolean =>
  requirements.every(({ key, operator }) => key === everyNamespaceHas && knownValue(operator) === 'Exists');

/**
 * Whom a rule lets through: everybody, so much of all addresses that it shuts nobody out, every pod of the cluster, or only some.
 * `share`: of all addresses of the family, 0 to 1.
 */
export type Width =
  | { readonly whom: 'everybody' | 'every pod' | 'some' }
  | { readonly whom: 'most'; readonly family: 4 | 6; readonly share: number };

/**
 * From this share of all addresses on, blocks name nobody: IANA handed IPv4 out in pieces of 1/256 (its "IPv4 Address Space Registry"),
 * so that a quarter belongs to no one owner, and whoever rents a machine somewhere else has an address in it.
 */
const nobodysShare = 0.25;

export function widthOf({ peers }: PolicyRule): Width {
  if (peers.length === 0) return { whom: 'everybody' };
  const cuts = peers.flatMap(cutOf);
  const shares = ([4, 6] as const).map((family) => ({ family, share: cuts.length === 0 ? 0 : shareOf(family, cuts) }));
  if (shares.some(({ share }) => share === 1)) return { whom: 'everybody' };
  const most = shares.find(({ share }) => share >= nobodysShare);
  if (most !== undefined) return { whom: 'most', ...most };
  return { whom: peers.some(isEveryPod) ? 'every pod' : 'some' };
}

/** What is left out by a value that is to be filled in is taken to be nothing. */
function cutOf({ ipBlock }: PolicyPeer): Cut[] {
  const block = blockOf(knownValue(ipBlock?.cidr) ?? '');
  if (ipBlock === undefined || block === undefined) return [];
  return [{ block, except: ipBlock.except.flatMap((except) => blockOf(knownValue(except) ?? '') ?? []) }];
}

const isEveryPod = ({ pods, namespaces, ipBlock }: PolicyPeer): boolean =>
  ipBlock === undefined && namespaces !== undefined && isEveryNamespace(namespaces) && (pods === undefined || isEverything(pods));

/** A block that is to be filled in may be any. */
export const unknownBlock = ({ peers }: PolicyRule) => peers.map(({ ipBlock }) => ipBlock?.cidr).find((cidr) => cidr?.state === 'unknown');

/** A part to leave out that is to be filled in, and so may be nearly everything, where the rule is wide by its block alone. */
export function unknownExcept({ peers, ...rule }: PolicyRule) {
  const holes = peers.flatMap(({ ipBlock }) => ipBlock?.except ?? []).find((except) => except.state === 'unknown');
  const certain = peers.filter(({ ipBlock }) => ipBlock?.except.every(isKnown) ?? true);
  return holes === undefined || (certain.length > 0 && widthOf({ ...rule, peers: certain }).whom !== 'some') ? undefined : holes;
}

export const isEveryPort = ({ ports }: PolicyRule): boolean => ports.length === 0 || ports.some(isOpenPort);

const isOpenPort = ({ port, endPort }: PolicyPort): boolean => {
  if (port === undefined) return true;
  const first = knownValue(port);
  return typeof first === 'number' && first <= 1 && (knownValue(endPort) ?? 0) >= 65535;
};

/** Names are looked up at port 53; the DNS pods of OpenShift listen on 5353 (openshift/cluster-dns-operator). */
const dnsPorts = new Set<number | string>([53, 5353, 'dns', 'dns-tcp', 'domain']);

export const isDnsOnly = ({ ports }: PolicyRule): boolean =>
  ports.length > 0 && ports.every(({ port, endPort }) => endPort === undefined && isKnown(port) && dnsPorts.has(port.value));

/** May a pod with this egress rule ask the metadata service for the credentials of its machine? An address that is named on purpose is no fault. */
export function reachesMetadata(rule: PolicyRule): boolean {
  if (rule.ports.length > 0 && !rule.ports.some(isMetadataPort)) return false;
  return rule.peers.length === 0 || rule.peers.some(holdsMetadata);
}

const isMetadataPort = (entry: PolicyPort): boolean => {
  if (!['TCP', undefined].includes(knownValue(entry.protocol))) return false;
  if (isOpenPort(entry)) return true;
  const first = knownValue(entry.port);
  return typeof first === 'number' && first <= metadataPort && metadataPort <= (knownValue(entry.endPort) ?? first);
};

function holdsMetadata({ ipBlock }: PolicyPeer): boolean {
  const block = blockOf(knownValue(ipBlock?.cidr) ?? '');
  const address = blockOf(metadataAddress);
  if (ipBlock === undefined || block === undefined || address === undefined) return false;
  if (block.prefix >= linkLocalPrefix || !holdsBlock(block, address)) return false;
  return !ipBlock.except.some((except) => {
    const left = blockOf(knownValue(except) ?? '');
    // What is left out by a value that is to be filled in may be this address.
    return left === undefined ? !isKnown(except) : holdsBlock(left, address);
  });
}
