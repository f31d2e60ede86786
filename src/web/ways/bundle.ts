import { groupBy } from '../group.ts';
import type { Drawing, DrawnLink } from './drawn.ts';

/** More nodes than this are too many to be looked at one by one. */
const most = 16;

/** In a large drawing, capabilities of one container that come from and lead to the same are one node: the first stands for them. */
export function bundled(drawing: Drawing): Drawing {
  if (drawing.holds.length <= most) return drawing;
  const before = groupBy(drawing.links, ({ to }) => to);
  const after = groupBy(drawing.links, ({ from }) => from);
  const formOf = (id: string): string =>
    JSON.stringify([(before.get(id) ?? []).map(({ from }) => from), (after.get(id) ?? []).map(({ to }) => to)]);
  const alike = groupBy(
    drawing.holds.filter(({ kind }) => kind === 'capability'),
    ({ id, container }) => `${container} ${formOf(id)}`,
  );
  const first = new Map([...alike.values()].flatMap((together) => together.map(({ id }) => [id, together[0]?.id ?? id] as const)));
  const standsFor = (id: string): string => first.get(id) ?? id;
  const links = groupBy(drawing.links, ({ from, to }) => `${standsFor(from)}\u0000${standsFor(to)}`);
  return {
    ...drawing,
    holds: drawing.holds.filter(({ id }) => standsFor(id) === id),
    links: [...links.values()].flatMap(joined),
    together: new Map([...alike.values()].flatMap((each) => (each.length > 1 ? [[each[0]?.id ?? '', each] as const] : []))),
  };

  function joined(same: readonly DrawnLink[]): readonly DrawnLink[] {
    const [one] = same;
    if (one === undefined) return [];
    const surest = same.some(({ certainty }) => certainty === 'open') ? 'open' : one.certainty;
    return [{ from: standsFor(one.from), to: standsFor(one.to), steps: same.flatMap(({ steps }) => steps), certainty: surest }];
  }
}
