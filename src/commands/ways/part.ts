import type { Judgement } from '../../judge.ts';
import type { Container, HoldKind, Phrases, WayPart } from '../../model/index.ts';
import { partOf } from '../../ways/part.ts';
import type { Scene } from '../../ways/scene.ts';
import { changesOf } from './changes.ts';

/** What is known of a container beside its view. */
export type Around = Pick<Scene, 'evidence' | 'versions'>;

/** What one container brings into the graph of ways out. `judged`: what is known of its measures already. */
export const partFor = (effective: Container, words: Phrases | undefined, judged: readonly Judgement[], around: Around = {}): WayPart =>
  partOf({ container: effective, changeFor: changesOf(effective, words, judged), ...around });

/**
 * Does a step of it lead to the host, or to what others share, from which one may? Most containers reach neither, but for a fault of a program, and of
 * those a report need not keep a graph.
 */
export function isTelling({ holds, steps }: WayPart): boolean {
  const sure = steps.filter(({ certainty }) => certainty !== 'fault');
  return sure.length > 0 && holds.some(({ id, kind }) => worthy.includes(kind) && sure.some(({ to }) => to === id));
}

const worthy: readonly HoldKind[] = ['host', 'host user', 'shared'];
