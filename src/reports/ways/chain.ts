import type { Step } from '../../model/index.ts';
import { groupBy } from '../text/blocks.ts';
import { wrap } from '../text/cells.ts';
import type { Page } from '../text/page.ts';
import { count, list } from '../text/words.ts';
import type { Atlas, ToldWay } from './atlas.ts';
import { restsOn } from './rests-on.ts';
import { groundText } from './words.ts';

const margin = '    ';

/** Of ways that the same line lets somebody take so many are told step by step. */
const mostAlike = 2;

/** The ways of one container, step by step; what several of them share is said once. */
export function chainLines(ways: readonly ToldWay[], atlas: Atlas, page: Page): string[] {
  const telling = new Telling(atlas, page);
  const most = page.options.details === true ? Number.POSITIVE_INFINITY : mostAlike;
  return [...groupBy(ways, restsOn).values()].flatMap((alike) => {
    const rest = alike.slice(most);
    const more = [...new Set(rest.map(({ steps }) => steps.at(-1)?.what ?? ''))];
    const others = `and ${count(rest.length, 'more way', 'more ways')} that ${rest.length === 1 ? 'rests' : 'rest'} on the same: ${list(more, 3)}`;
    return [
      ...alike.slice(0, most).flatMap((way) => telling.lines(way)),
      ...(rest.length === 0 ? [] : wrap(`${others} (--details)`, page.width, margin, `${margin}  `).map(page.style.dim)),
    ];
  });
}

/** What was told of one container already is not told again. */
class Telling {
  readonly #steps = new Set<Step>();
  readonly #grounds = new Set<string>();
  readonly #atlas: Atlas;
  readonly #page: Page;

  constructor(atlas: Atlas, page: Page) {
    this.#atlas = atlas;
    this.#page = page;
  }

  lines(way: ToldWay): string[] {
    const own = way.way.through === undefined ? way.steps : hopOf(way, this.#atlas);
    const fresh = own.findIndex((step) => !this.#steps.has(step));
    const rest = fresh < 0 ? [] : own.slice(fresh);
    const start = rest[0] === undefined ? undefined : this.#atlas.holdOf(rest[0].from)?.title;
    const lead = this.#steps.size === 0 || start === undefined ? [] : [this.#page.style.dim(`${margin}or, from ${start}:`)];
    for (const step of rest) this.#steps.add(step);
    return [...lead, ...rest.flatMap((step) => this.#step(step)), ...onward(way, this.#atlas, this.#page)];
  }

  /** What is done, whether that is sure, and what it rests on. */
  #step({ to, what, certainty, because, grounds }: Step): string[] {
    const { style, width } = this.#page;
    const sign = certainty === 'perhaps' ? '→ perhaps ' : '→ ';
    const title = this.#atlas.holdOf(to)?.title ?? to;
    const doubt = because === undefined || grounds.some(({ from }) => from !== undefined && because.includes(from)) ? '' : ` (${because})`;
    const [first = '', ...more] = wrap(`${title}: ${what}${doubt}`, width, `${margin}${sign}`, `${margin}  `);
    const start = margin.length + sign.length;
    const said = grounds.map(groundText);
    const fresh = said.filter((text) => !this.#grounds.has(text));
    for (const text of fresh) this.#grounds.add(text);
    const ground = list(fresh.length === said.length ? fresh : [...fresh, 'what is said above']);
    return [
      `${first.slice(0, start)}${style.bold(first.slice(start, start + title.length))}${first.slice(start + title.length)}`,
      ...more,
      ...(fresh.length === 0 ? [] : wrap(ground, width, `${margin}    `).map(style.dim)),
    ];
  }
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
  return wrap(`${goal.title}: as an intruder in ${nameOf(way.through)}`, width, `${margin}→ `);
}
