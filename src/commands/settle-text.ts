import { underEngine } from '../engines/running/index.ts';
import { fileContext } from '../host/context.ts';
import type { Container, Engine, Problem } from '../model/index.ts';
import { declare, surfaceOf } from './declare.ts';
import type { Given } from './gift.ts';
import { settle } from './settle.ts';
import { noSurface } from './sources.ts';

export interface SettledText {
  readonly containers: readonly Container[];
  readonly problems: readonly Problem[];
}

/**
 * Every container of a text, settled as `engineFor` says, with what the engine that runs it decides over all of its own. Throws
 * Unreadable where no surface claims the text.
 */
export async function settleText({ source, engine: runs }: Given, engineFor: (container: Container) => Engine): Promise<SettledText> {
  const surface = surfaceOf(source);
  if (surface === undefined) throw noSurface(source.path);
  const context = fileContext();
  const { containers, problems } = await declare(surface, source, context);
  const settled = await Promise.all(
    containers.map((container) => settle(runs === undefined ? container : underEngine(container, runs), engineFor(container), context)),
  );
  return {
    containers: settled.map(({ container }) => container),
    problems: [...problems, ...settled.flatMap((one) => one.problems)],
  };
}
