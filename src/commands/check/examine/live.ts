import { underEngine } from '../../../engines/running/index.ts';
import { fileContext } from '../../../host/context.ts';
import type { Engine } from '../../../model/index.ts';
import { give } from '../../given.ts';
import type { Target } from '../../targets.ts';
import { type Examined, examine, nothing, type Question } from './examine.ts';

/**
 * A container that an engine has, at the version of this engine unless another one was asked for; with `drift`, where it runs on this machine, compared
 * with what the kernel holds.
 */
export async function examineLive(
  target: Extract<Target, { kind: 'live' }>,
  question: Question,
  asked?: Engine,
  drift = false,
): Promise<Examined> {
  const { given, problems } = await give(target);
  const [one] = given;
  if (one?.engine === undefined) return { ...nothing, problems };
  const { source, engine } = one;
  const examined = await examine(source, fileContext(), {
    ...question,
    engineFor: asked === undefined ? () => engine : question.engineFor,
    under: (container) => underEngine(container, engine),
  });
  return drift ? (await import('./drift.ts')).withDrift(examined, { source, engine }, question) : examined;
}
