import { type Field, isKnown, knownValue, mapField, type Namespace, type Namespaces } from '../../model/index.ts';
import type { YamlNode } from '../../text/yaml/node.ts';
import type { Notes } from './notes.ts';
import { booleanAt, pairAt } from './typed.ts';

export interface PodNamespaces extends Pick<Namespaces, 'pid' | 'network' | 'ipc' | 'user'> {
  readonly hostNetwork: Field<boolean> | undefined;
}

/** hostPID, hostNetwork, hostIPC, hostUsers and shareProcessNamespace, each only where it is written. */
export function podNamespaces(notes: Notes, spec: YamlNode): PodNamespaces {
  const hostNetwork = booleanAt(notes, spec, 'hostNetwork');
  const hostUsers = booleanAt(notes, spec, 'hostUsers');
  if (knownValue(hostUsers) === false) refuseShared(notes, spec);
  return {
    hostNetwork,
    pid: pidOf(notes, spec),
    network: hostOrPrivate(hostNetwork),
    ipc: hostOrPrivate(booleanAt(notes, spec, 'hostIPC')),
    user: hostOrPrivate(hostUsers),
  };
}

/** A user namespace owns the others of its pod, so it cannot come with those of the node (pkg/apis/core/validation, validateHostUsers). */
function refuseShared(notes: Notes, spec: YamlNode): void {
  for (const key of ['hostNetwork', 'hostPID', 'hostIPC']) {
    const pair = pairAt(spec, key);
    if (pair === undefined || !knownValue(booleanAt(notes, spec, key))) continue;
    notes.tell(pair.key, `${key}: true and hostUsers: false exclude each other; the API server refuses both`);
  }
}

function pidOf(notes: Notes, spec: YamlNode): Field<Namespace> | undefined {
  const host = booleanAt(notes, spec, 'hostPID');
  const share = booleanAt(notes, spec, 'shareProcessNamespace');
  const shared = isKnown(share) && share.value;
  if (isKnown(host) && host.value) {
    const pair = pairAt(spec, 'shareProcessNamespace');
    if (shared && pair) notes.tell(pair.key, 'shareProcessNamespace and hostPID exclude each other; the API server refuses both');
    return hostOrPrivate(host);
  }
  if (host?.state === 'unknown') return host;
  if (share === undefined || (isKnown(share) && !share.value && host !== undefined)) return hostOrPrivate(host);
  return mapField(share, (value): Namespace => (value ? { mode: 'shared', with: 'pod' } : { mode: 'private' }));
}

const hostOrPrivate = (field: Field<boolean> | undefined): Field<Namespace> | undefined =>
  field === undefined ? undefined : mapField(field, (host): Namespace => ({ mode: host ? 'host' : 'private' }));
