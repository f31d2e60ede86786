import { controls } from '../../controls/index.ts';
import { type Judgement, judge } from '../../judge.ts';
import type { Container, Ground, Origin, Phrases, WayPart } from '../../model/index.ts';
import { observedOver } from '../../observe/over.ts';
import { placeOf } from '../../text/lines.ts';
import type { Scene } from '../../ways/scene.ts';
import { partFor } from './part.ts';

/**
 * What a container brings into the graph by what was seen of it: the view that the kernel holds over the effective one, and what was tried. Its changes
 * and lines are those of the declaration.
 */
export function seenPart(
  effective: Container,
  observed: Container | undefined,
  { words, evidence, versions }: { readonly words: Phrases } & Pick<Scene, 'evidence' | 'versions'>,
): WayPart {
  const judged = judge(effective, controls);
  const part = partFor(observed === undefined ? effective : observedOver(effective, observed), {
    words,
    judged,
    ...(evidence === undefined ? {} : { evidence }),
    ...(versions === undefined ? {} : { versions }),
  });
  const placed = (ground: Ground): Ground => {
    const place = ground.place ?? lineOf(ground, judged);
    return place === undefined ? ground : { ...ground, place };
  };
  return { ...part, steps: part.steps.map((step) => ({ ...step, grounds: step.grounds.map(placed) })) };
}

/** Where the measure is declared off, of what was seen to be off. */
function lineOf({ control, view }: Ground, judged: readonly Judgement[]): Ground['place'] {
  if (control === undefined || (view !== 'observed' && view !== 'proved')) return undefined;
  const origins = judged.flatMap(({ control: { id }, verdict }): Origin[] => {
    if (id !== control || verdict.outcome !== 'broken') return [];
    const origin = verdict.origin ?? (verdict.field?.state === 'written' ? verdict.field.origin : undefined);
    return origin === undefined ? [] : [origin];
  });
  const [first] = origins;
  return first === undefined || origins.some(({ start }) => start !== first.start) ? undefined : placeOf(first);
}
