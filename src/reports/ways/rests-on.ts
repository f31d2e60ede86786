import type { Ground, WayChange } from '../../model/index.ts';
import type { ToldWay } from './atlas.ts';

/** What of the declaration a way rests on that is nearest to what is won. */
export const decidingGround = ({ steps }: Pick<ToldWay, 'steps'>): (Ground & { readonly change: WayChange }) | undefined => {
  const grounds = steps
    .flatMap((step) => step.grounds)
    .filter((ground): ground is Ground & { readonly change: WayChange } => ground.change !== undefined);
  // That ids are not mapped every way to the host rests on.
  return grounds.findLast(({ control }) => control !== 'user-namespace') ?? grounds.at(-1);
};

/** The same for ways that the same line lets somebody take; those through another container by that one. */
export const restsOn = ({ way, steps }: ToldWay): string => way.through ?? decidingGround({ steps })?.change.key ?? '';
