import { imageReference } from '../../facts/image-reference.ts';
import { type Aspect, type Measure, traitOf } from '../trait.ts';

/** Named by a digest (0), a tag (1), or by nothing that stays (2). */
export const image: Aspect = {
  kind: 'image',
  subject: () => 'image',
  traits: ({ image: { reference } }) => traitOf('image', reference, 'low', measure),
};

function measure(text: string): Measure {
  const { tag, digest } = imageReference(text);
  if (digest !== undefined) return { width: 0, said: text };
  return tag === undefined || tag === 'latest'
    ? { width: 2, said: text, severity: 'medium', gives: 'it is whatever was pushed last' }
    : { width: 1, said: text, gives: 'a tag can be moved to another image' };
}

/** Another runtime than the engine's own. Which of two is the stronger wall is not for a table to say. */
export const runtime: Aspect = {
  kind: 'runtime',
  subject: () => 'runtime',
  absent: { width: 0, said: "the engine's own" },
  traits: (container) => traitOf('runtime', container.runtime, 'medium', (said) => ({ width: 0, said })),
};
