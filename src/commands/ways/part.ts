import type { Judgement } from '../../judge.ts';
import type { Container, Patch, Phrases, WayPart } from '../../model/index.ts';
import { partOf } from '../../ways/part.ts';
import type { Scene } from '../../ways/scene.ts';
import { changesOf } from './changes.ts';

/** What is known beside the view of a container. */
export interface Around extends Pick<Scene, 'evidence' | 'versions'> {
  /** In the words of which surface a change is said. Absent: nobody declared it. */
  readonly words?: Phrases;
  /** What is known of its measures already. */
  readonly judged?: readonly Judgement[];
  /** Can this be written where it is declared? Absent: whatever there are words for. */
  readonly writable?: (patch: Patch) => boolean;
}

/** What one container brings into the graph of ways out. */
export function partFor(effective: Container, { words, judged, writable, evidence, versions }: Around): WayPart {
  const changeFor = changesOf(effective, words, judged, writable);
  return partOf({
    container: effective,
    changeFor,
    ...(evidence === undefined ? {} : { evidence }),
    ...(versions === undefined ? {} : { versions }),
  });
}

/**
 * Two parts of one container: as it is, and as it would be without a line that outdoes others. What leads out without that line does so with it, and
 * has to be closed as well.
 */
export function joined(part: WayPart, without: WayPart): WayPart {
  const keyOf = ({ from, to, kind, what, grounds }: WayPart['steps'][number]): string =>
    [from, to, kind, what, ...grounds.map(({ change }) => change?.key)].join('\u0000');
  const known = new Set(part.steps.map(keyOf));
  const holds = new Set(part.holds.map(({ id }) => id));
  return {
    ...part,
    holds: [...part.holds, ...without.holds.filter(({ id }) => !holds.has(id))],
    steps: [...part.steps, ...without.steps.filter((step) => step.certainty !== 'fault' && !known.has(keyOf(step)))],
  };
}
