import { allTrials, untried } from '../../proof/index.ts';
import type { ProofSaid } from '../../reports/explain/index.ts';

/** What `prove` tries for a control of containers, or why it tries nothing. */
export function proofOf(id: string): ProofSaid {
  const trials = allTrials().filter(({ control }) => control === id);
  if (trials.length > 0) return { trials };
  const because = untried[id];
  return { read: because === undefined ? 'Nothing is tried yet: check judges it.' : `Read, not tried: ${because}.` };
}

/** An image is read, layer by layer. */
export const imageProof: ProofSaid = {
  read: 'Read, not tried: bulkhead scan goes through every layer and says in which one it is, and what made that layer.',
};

/** Controls of the machine are read alone. */
export const hostProof: ProofSaid = {
  read: 'Read, not tried: bulkhead check host says what is the case on this one, and where it was read.',
};
