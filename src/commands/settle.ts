import { resolve } from '../engines/index.ts';
import { linkEffective } from '../link/effective.ts';
import type { Container, Engine, Problem, ReadContext } from '../model/index.ts';

export interface Settled {
  readonly container: Container;
  readonly problems: readonly Problem[];
}

/**
 * Declared → effective, as this engine runs it, joined with what the profiles that it names let through. An object has no engine.
 * A promise only where there is a profile to read: most containers name none, and waiting for nothing costs time.
 */
export function settle(declared: Container, engine: Engine, context: ReadContext): Settled | Promise<Settled> {
  if (declared.kind === 'object') return { container: declared, problems: [] };
  const container = resolve(declared.engine === engine.kind ? declared : { ...declared, engine: engine.kind }, engine);
  return linkEffective(container, context) ?? { container, problems: [] };
}
