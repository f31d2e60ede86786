import { connectTo, contactSays } from '../../../probes/index.ts';
import type { Contact } from '../../../proof/network/index.ts';
import { answersOf, type Namespace } from './namespace.ts';
import type { Present } from './neighbours.ts';

/** Tries to connect to each from the container's own network. Empty where nothing can be tried. */
export async function contact(namespace: Namespace, others: readonly Present[]): Promise<readonly Contact[]> {
  if (others.length === 0) return [];
  const answers = await answersOf(namespace, others.map(connectTo));
  return others.map((one, index) => {
    const says = contactSays(answers.get(index));
    if (says === 'accepted') return { ...one, state: 'reached' };
    if (says === 'unknown') return { ...one, state: 'unknown' };
    return { ...one, answer: says, state: says === 'ECONNREFUSED' ? 'reached' : 'blocked' };
  });
}
