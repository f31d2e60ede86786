import type { Container, Problem } from '../model/index.ts';
import { joinBuild } from './build.ts';
import type { Join, Joined, World } from './join.ts';
import { joinPolicies } from './network-policy.ts';
import { joinLevels } from './selinux-level.ts';

export type { Joined, World } from './join.ts';

const joins: readonly Join[] = [joinBuild, joinPolicies, joinLevels];

/** Joins what belongs together across files: surfaces stay strangers to each other. What is out of reach is not joined. */
export async function link(container: Container, world: World): Promise<Joined> {
  let joined = container;
  const problems: Problem[] = [];
  for (const join of joins) {
    if (!join.applies(joined, world)) continue;
    const result = await join.join(joined, world);
    joined = result.container;
    for (const problem of result.problems) problems.push(problem);
  }
  return { container: joined, problems };
}
