import type { Container, Problem, ReadContext } from '../model/index.ts';
import { joinAppArmor } from './apparmor-text.ts';
import type { Joined } from './join.ts';
import { joinSeccomp } from './seccomp-profile.ts';

/** One way in which an effective view belongs together with a file that it names: what the engine made of it decides how that file is read. */
export interface EffectiveJoin {
  /** A cheap look, so that a container without such a tie costs nothing. */
  applies(container: Container): boolean;
  join(container: Container, context: ReadContext): Joined | Promise<Joined>;
}

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
