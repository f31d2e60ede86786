import { underEngine } from '../../engines/running/index.ts';
import { fileContext } from '../../host/context.ts';
import type { Container, Engine, Problem } from '../../model/index.ts';
import { declare, surfaceOf } from '../declare.ts';
import type { Given } from '../gift.ts';
import { settle } from '../settle.ts';

/** Every container of a text as an engine runs it: that of the text, or `runs`, with what it decides over all of its containers. */
export async function effectiveOf(
  { source, engine: runs }: Given,
  engine: Engine,
): Promise<{ containers: readonly Container[]; problems: readonly Problem[] }> {
  const surface = surfaceOf(source);
  if (surface === undefined) return { containers: [], problems: [{ file: source.path, message: 'declares no container' }] };
  const context = fileContext();
  const { containers, problems } = await declare(surface, source, context);
  const settled = await Promise.all(
    containers.map((container) => settle(runs === undefined ? container : underEngine(container, runs), engine, context)),
  );
  return { containers: settled.map(({ container }) => container), problems: [...problems, ...settled.flatMap((one) => one.problems)] };
}
