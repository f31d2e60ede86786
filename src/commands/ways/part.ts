import type { Judgement } from '../../judge.ts';
import type { Container, Phrases, WayPart } from '../../model/index.ts';
import { partOf } from '../../ways/part.ts';
import type { Scene } from '../../ways/scene.ts';
import { changesOf } from './changes.ts';

/** What is known of a container beside its view. */
export type Around = Pick<Scene, 'evidence' | 'versions'>;

/** What one container brings into the graph of ways out. `judged`: what is known of its measures already. */
export const partFor = (effective: Container, words: Phrases | undefined, judged: readonly Judgement[], around: Around = {}): WayPart =>
  partOf({ container: effective, changeFor: changesOf(effective, words, judged), ...around });
