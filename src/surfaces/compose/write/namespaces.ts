import type { Namespace, Namespaces } from '../../../model/index.ts';
import { dropKey, setKey, writtenAt } from './keys.ts';
import type { Result, Write, Writing } from './writing.ts';

/** A namespace of its own is what every key means by its absence. `neutral`: the word that overrides what is extended or merged. */
export const setNamespace =
  (kind: keyof Namespaces, key: string, neutral?: string): Write<Namespace> =>
  (writing, to) => {
    const origin = writtenAt(writing.container.linux.namespaces[kind]);
    if (to.mode === 'private') return dropKey(writing, origin, key, neutral);
    return setKey(writing, key, to.mode === 'shared' ? (to.with ?? '') : to.mode, origin);
  };

/** Without network_mode Compose gives the project a network of its own, and joins the service to it. */
export function joinNetwork(writing: Writing): Result {
  const [mode] = writing.container.networks ?? [];
  return dropKey(writing, writtenAt(mode), 'network_mode');
}
