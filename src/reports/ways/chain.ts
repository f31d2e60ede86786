import type { Step } from '../../model/index.ts';
import { wrap } from '../text/cells.ts';
import type { Page } from '../text/page.ts';
import { list } from '../text/words.ts';
import type { Atlas, ToldWay } from './atlas.ts';
import { groundText } from './words.ts';

const margin = '    ';

/** The ways of one container, step by step; what several of them share is said once. */
export function chainLines(ways: readonly ToldWay[], atlas: Atlas, page: Page): string[] {
  const told = new Set<Step>();
  return ways.flatMap((way, at) => {
    const own = way.way.through === undefined ? way.steps : hopOf(way, atlas);
    const fresh = own.findIndex((step) => !told.has(step));
    const rest = fresh < 0 ? [] : own.slice(fresh);
    const start = rest[0] === undefined ? undefined : atlas.holdOf(rest[0].from)?.title;
    for (const step of rest) told.add(step);
    const lead = at === 0 || start === undefined ? [] : [page.style.dim(`${margin}or, from ${start}:`)];
    return [...lead, ...rest.flatMap((step) => stepLines(step, atlas, page)), ...onward(way, atlas, page)];
  });
}

/** What is done, whether that is sure, and what it rests on. */
function stepLines({ to, what, certainty, because, grounds }: Step, { holdOf }: Atlas, { style, width }: Page): string[] {
  const [sign, rest] = certainty === 'perhaps' ? ['⇢ perhaps ', '  '] : ['→ ', '  '];
  const title = holdOf(to)?.title ?? to;
  const head = what === '' || what === title ? title : `${title}: ${what}`;
  const [first = '', ...more] = wrap(
    `${head}${because === undefined ? '' : ` (${because})`}`,
    width,
    `${margin}${sign}`,
    `${margin}${rest}`,
  );
  const bold = first.startsWith(`${margin}${sign}${title}`)
    ? `${margin}${sign}${style.bold(title)}${first.slice(margin.length + sign.length + title.length)}`
    : first;
  const ground = list(grounds.map(groundText));
  return [bold, ...more, ...(ground === '' ? [] : wrap(ground, width, `${margin}    `).map(style.dim))];
}

/** Of a way through another container the steps until that one is held. */
function hopOf({ steps, way }: ToldWay, { holdOf }: Atlas): readonly Step[] {
  const last = steps.findIndex(({ to }) => {
    const hold = holdOf(to);
    return hold?.kind === 'inside' && hold.container === way.through;
  });
  return last < 0 ? steps : steps.slice(0, last + 1);
}

function onward({ way, goal }: ToldWay, { nameOf }: Atlas, { width }: Page): string[] {
  if (way.through === undefined) return [];
  return wrap(`${goal.title}, as an intruder in ${nameOf(way.through)} does`, width, `${margin}→ `);
}
