import type { Namespace, Namespaces } from '../../../model/index.ts';
import { removeAt } from './entries.ts';
import { replace } from './tree.ts';
import { notePod, pairOf, putInPod, type Result, type Write, type Writing, writtenAt } from './writing.ts';

/** A namespace that the pod says yes or no to. */
export const setPodNamespace =
  (kind: keyof Namespaces, key: string): Write<Namespace> =>
  (writing, to) => {
    if (to.mode !== 'host' && to.mode !== 'private') return `Kubernetes has no word for a namespace that is ${to.mode}`;
    notePod(writing);
    const written = writtenAt(writing.container.linux.namespaces[kind]);
    return written === undefined && to.mode === 'private' && kind !== 'user'
      ? 'it has one of its own already'
      : putInPod(writing, [key], to.mode === 'host');
  };

/** Either the node's, or that of the pod, or (an ephemeral container) that of another container. */
export function setPid(writing: Writing, to: Namespace): Result {
  if (to.mode === 'shared' && to.with !== 'pod') return 'only an ephemeral container can join another one, by targetContainerName';
  if (to.mode !== 'private') return putInPod(writing, [to.mode === 'shared' ? 'shareProcessNamespace' : 'hostPID'], true);
  const origin = writtenAt(writing.container.linux.namespaces.pid);
  const place = origin === undefined ? undefined : pairOf(writing, origin, 'targetContainerName');
  const spot = place?.spots.at(-1);
  if (place === undefined || spot === undefined || !('pair' in spot)) return 'it has one of its own already';
  if (spot.pair.key.text === 'targetContainerName') return removeAt(writing, place);
  notePod(writing);
  return replace(writing, place, { value: false });
}

export function setToken(writing: Writing, to: boolean): Result {
  notePod(writing);
  return putInPod(writing, ['automountServiceAccountToken'], to);
}
