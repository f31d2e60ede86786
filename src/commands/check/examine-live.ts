import { underEngine } from '../../engines/running/index.ts';
import { fileContext } from '../../host/context.ts';
import type { Engine } from '../../model/index.ts';
import { give } from '../given.ts';
import type { Target } from '../targets.ts';
import { type Examined, examine, nothing, type Question } from './examine.ts';

/** A container that an engine has, at the version of this engine unless another one was asked for. */
export async function examineLive(target: Extract<Target, { kind: 'live' }>, question: Question, asked?: Engine): Promise<Examined> {
  const { given, problems } = await give(target);
  const [one] = given;
  if (one?.engine === undefined) return { ...nothing, problems };
  const { source, engine } = one;
  return examine(source, fileContext(), {
    ...question,
    engineFor: asked === undefined ? () => engine : question.engineFor,
    under: (container) => underEngine(container, engine),
  });
}
