import type { Container, Problem, ReadContext } from '../model/index.ts';
import { joinAppArmor } from './apparmor-text.ts';
import type { EffectiveJoin, Joined } from './join.ts';
import { joinSeccomp } from './seccomp-profile.ts';

const joins: readonly EffectiveJoin[] = [joinSeccomp, joinAppArmor];

/** Effective → effective, with what the named profiles in reach let through. Undefined: there is nothing to join. */
export function linkEffective(container: Container, context: ReadContext): Promise<Joined> | undefined {
  const fitting = joins.filter((join) => join.applies(container));
  return fitting.length === 0 ? undefined : joinAll(container, fitting, context);
}

async function joinAll(container: Container, fitting: readonly EffectiveJoin[], context: ReadContext): Promise<Joined> {
  let joined = container;
  const problems: Problem[] = [];
  for (const { join } of fitting) {
    const result = await join(joined, context);
    joined = result.container;
    problems.push(...result.problems);
  }
  return { container: joined, problems };
}
