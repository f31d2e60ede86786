import { block4, holdsBlock, isEveryAddress } from '../../facts/cidr.ts';
import { linkLocalPrefix, metadataAddress, metadataPort } from '../../facts/metadata-service.ts';
import { isKnown, knownValue, type LabelSelector, type PolicyPeer, type PolicyPort, type PolicyRule } from '../../model/index.ts';

/** Every namespace has this label, with its own name (since Kubernetes 1.22, k8s.io/api core/v1 LabelMetadataName). */
const everyNamespaceHas = 'kubernetes.io/metadata.name';

const isEverything = ({ requirements }: LabelSelector): boolean => requirements.length === 0;

const isEveryNamespace = ({ requirements }: LabelSelector): boolean =>
  requirements.every(({ key, operator }) => key === everyNamespaceHas && knownValue(operator) === 'Exists');

/** Whom a rule lets through: everybody, every pod of the cluster, or only some. */
export function widthOf({ peers }: PolicyRule): 'everybody' | 'every pod' | 'some' {
  if (peers.length === 0 || peers.some(isEverybody)) return 'everybody';
  return peers.some(isEveryPod) ? 'every pod' : 'some';
}

const isEverybody = ({ ipBlock }: PolicyPeer): boolean =>
  ipBlock !== undefined && ipBlock.except.length === 0 && isEveryAddress(knownValue(ipBlock.cidr) ?? '');

const isEveryPod = ({ pods, namespaces, ipBlock }: PolicyPeer): boolean =>
  ipBlock === undefined && namespaces !== undefined && isEveryNamespace(namespaces) && (pods === undefined || isEverything(pods));

/** A block that is to be filled in may be any. */
export const unknownBlock = ({ peers }: PolicyRule) => peers.map(({ ipBlock }) => ipBlock?.cidr).find((cidr) => cidr?.state === 'unknown');

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
  const block = block4(knownValue(ipBlock?.cidr) ?? '');
  const address = block4(metadataAddress);
  if (ipBlock === undefined || block === undefined || address === undefined) return false;
  if (block.prefix >= linkLocalPrefix || !holdsBlock(block, address)) return false;
  return !ipBlock.except.some((except) => {
    const left = block4(knownValue(except) ?? '');
    // What is left out by a value that is to be filled in may be this address.
    return left === undefined ? !isKnown(except) : holdsBlock(left, address);
  });
}
