import { resolve } from '../engines/index.ts';
import { linkEffective } from '../link/effective.ts';
import type { Container, Engine, Problem, ReadContext } from '../model/index.ts';

export interface Settled {
  readonly container: Container;
  readonly problems: readonly Problem[];
}

/** Declared → effective, as this engine runs it, joined with what the profiles that it names let through. An object has no engine. */
export async function settle(declared: Container, engine: Engine, context: ReadContext): Promise<Settled> {
  if (declared.kind === 'object') return { container: declared, problems: [] };
  const container = resolve(declared.engine === engine.kind ? declared : { ...declared, engine: engine.kind }, engine);
  return (await linkEffective(container, context)) ?? { container, problems: [] };
}
