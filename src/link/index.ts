import type { Container } from '../model/index.ts';
import { joinBuild } from './build.ts';
import { joinImage } from './image.ts';
import type { Join, Joined, World } from './join.ts';
import { joinPolicies } from './network-policy.ts';
import { joinLevels } from './selinux-level.ts';

export type { ImageAnswer, ImagesDoor, Joined, World } from './join.ts';

const joins: readonly Join[] = [joinBuild, joinImage, joinPolicies, joinLevels];

/** Joins what belongs together across files: surfaces stay strangers to each other. What is out of reach is not joined. */
export const link = (container: Container, world: World): Joined | Promise<Joined> => joinFrom(0, { container, problems: [] }, world);

/** The same for the result of a Containerfile, which has nothing but the image that it is built from. */
export const linkBase = (container: Container, world: World): Joined | Promise<Joined> =>
  joinImage.applies(container, world) ? joinImage.join(container, world) : { container, problems: [] };

/** A promise only from the first join that has something to load: most have nothing, and waiting for nothing costs time. */
function joinFrom(first: number, before: Joined, world: World): Joined | Promise<Joined> {
  let joined = before;
  for (let index = first; index < joins.length; index++) {
    const join = joins[index] as Join;
    if (!join.applies(joined.container, world)) continue;
    const result = join.join(joined.container, world);
    if (result instanceof Promise) return result.then((awaited) => joinFrom(index + 1, after(joined, awaited), world));
    joined = after(joined, result);
  }
  return joined;
}

const after = (before: Joined, { container, problems }: Joined): Joined => ({
  container,
  problems: problems.length === 0 ? before.problems : [...before.problems, ...problems],
});
