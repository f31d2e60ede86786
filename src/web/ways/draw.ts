import type { Hold } from '../../model/index.ts';
import { h, s } from '../dom.ts';
import type { Drawing, DrawnLink } from './drawn.ts';
import { isWon } from './drawn.ts';
import { isClosed, type WaysIndex } from './index-of.ts';
import { columnsOf, type Layout, layOut, type Point } from './layout.ts';
import { roving } from './roving.ts';

/** What somebody chose in the drawing. */
export type Chosen = { readonly hold: Hold } | { readonly link: DrawnLink };

interface Drawn {
  readonly element: HTMLElement;
  /** Crosses out what the changes close. */
  readonly mark: (made: ReadonlySet<string>) => void;
}

const [nodeHeight, between, margin] = [50, 12, 6];
const [narrowest, widest] = [92, 176];

/** A drawing of the ways, left to right, as wide as there is room. Nodes and lines are buttons: arrow keys go from one to the next. */
export function draw(
  { holds, links, many, lane, together }: Drawing,
  index: WaysIndex,
  room: number,
  choose: (chosen: Chosen) => void,
): Drawn {
  const ids = holds.map(({ id }) => id);
  const ends = new Set(holds.filter(isWon).map(({ id }) => id));
  const isEnd = (id: string): boolean => ends.has(id);
  const columns = columnsOf(ids, links, isEnd);
  const across = room < 420 ? 24 : room < 700 ? 34 : 48;
  const nodeWidth = Math.max(narrowest, Math.min(widest, Math.floor((room - 2 * margin - (columns - 1) * across) / columns)));
  const layout = layOut(ids, links, isEnd, { nodeWidth, nodeHeight, across, between }, lane);
  const nodes = holds.map((hold) =>
    nodeElement(hold, labelsOf(hold, many.get(hold.id) ?? 1, together.get(hold.id)?.length ?? 1, index), layout, nodeWidth),
  );
  const lines = links.map((link, at) => lineElement(link, layout.paths[at] ?? [], holds));
  const picture = s(
    'svg',
    {
      width: layout.width + 2 * margin,
      height: layout.height + 2 * margin,
      viewBox: `${-margin} ${-margin} ${layout.width + 2 * margin} ${layout.height + 2 * margin}`,
    },
    s('title', {}, 'The steps between them'),
    lines.map(({ group }) => group),
  );
  const sheet = h(
    'div',
    {
      class: 'sheet',
      role: 'group',
      'aria-label': 'Drawing of the ways, from inside a container to what is won. Arrow keys go through it, Enter shows the grounds.',
    },
    picture,
    nodes,
  );
  sheet.style.width = `${layout.width + 2 * margin}px`;
  sheet.style.height = `${layout.height + 2 * margin}px`;
  for (const [at, hold] of holds.entries()) nodes[at]?.addEventListener('click', () => select(nodes[at], { hold }));
  for (const [at, link] of links.entries()) lines[at]?.group.addEventListener('click', () => select(lines[at]?.group, { link }));
  roving(sheet, inOrder(holds, nodes, links, lines, layout));
  return { element: h('div', { class: 'drawing', tabindex: -1 }, sheet), mark };

  function select(element: Element | undefined, chosen: Chosen): void {
    for (const each of sheet.querySelectorAll('[aria-pressed="true"]')) each.setAttribute('aria-pressed', 'false');
    element?.setAttribute('aria-pressed', 'true');
    choose(chosen);
  }

  function mark(made: ReadonlySet<string>): void {
    const reached = reachedBy(holds, links, made);
    links.forEach((link, at) => {
      const closed = link.steps.every((step) => isClosed(step, made));
      lines[at]?.group.classList.toggle('closed', closed);
      lines[at]?.group.classList.toggle('unreached', !closed && !reached.has(link.from));
      lines[at]?.group.setAttribute('aria-label', labelOf(link, holds, closed));
    });
    for (const [at, { id }] of holds.entries()) nodes[at]?.classList.toggle('unreached', !reached.has(id));
  }
}

/** What can still be come to when some changes are made. */
function reachedBy(holds: readonly Hold[], links: readonly DrawnLink[], made: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set(holds.filter(({ kind }) => kind === 'inside').map(({ id }) => id));
  for (const from of reached)
    for (const link of links) if (link.from === from && link.steps.some((step) => !isClosed(step, made))) reached.add(link.to);
  return reached;
}

/** What is written in a node: what is held, and below it whose it is. */
function labelsOf({ kind, title, container }: Hold, many: number, bundle: number, index: WaysIndex): readonly [string, string] {
  const name = container === undefined ? '' : index.name(container);
  const short = name.replace(/^[A-Z]\w*\//, '');
  if (kind === 'inside') return [short, many > 1 ? `and ${many - 1} more` : 'inside'];
  const end = [` in ${name}`, ` (${name})`, ` of ${name}`].find((each) => name !== '' && title.endsWith(each));
  return end === undefined ? [title, ''] : [bundle > 1 ? `${bundle} capabilities` : title.slice(0, -end.length), short];
}

function nodeElement(
  { id, kind, title }: Hold,
  [what, whose]: readonly [string, string],
  layout: Layout,
  width: number,
): HTMLButtonElement {
  const label = [h('span', {}, breakable(what)), whose === '' ? undefined : h('small', {}, whose)];
  const node = h(
    'button',
    { type: 'button', class: `node ${kind.replace(' ', '-')}`, 'aria-pressed': 'false', 'aria-label': title, title },
    label,
  );
  const { x, y } = layout.nodes.get(id) ?? { x: 0, y: 0 };
  Object.assign(node.style, { left: `${x + margin}px`, top: `${y + margin}px`, width: `${width}px`, height: `${nodeHeight}px` });
  return node;
}

function lineElement(
  link: DrawnLink,
  points: readonly Point[],
  holds: readonly Hold[],
): { readonly group: SVGGElement; readonly middle: Point } {
  const d = pathOf(points);
  const middle = middleOf(points);
  const group = s(
    'g',
    { class: `line ${link.certainty}`, role: 'button', tabindex: -1, 'aria-pressed': 'false', 'aria-label': labelOf(link, holds, false) },
    s('title', {}, link.steps.map(({ what }) => what).join('; ')),
    s('path', { class: 'reach', d }),
    s('path', { class: 'stroke', d }),
    s('path', { class: 'arrow', d: arrowAt(points.at(-1) ?? { x: 0, y: 0 }) }),
    s('path', { class: 'cross', d: `M${middle.x - 5} ${middle.y - 5}l10 10m0 -10l-10 10` }),
  );
  return { group, middle };
}

function labelOf({ from, to, steps, certainty }: DrawnLink, holds: readonly Hold[], closed: boolean): string {
  const title = (id: string): string => holds.find((hold) => hold.id === id)?.title ?? id;
  return `from ${title(from)} to ${title(to)}: ${steps.map(({ what }) => what).join('; ')} (${closed ? 'closed by the chosen changes' : certainty})`;
}

const pathOf = ([first, ...rest]: readonly Point[]): string => {
  if (first === undefined) return '';
  let [before, d] = [first, `M${first.x} ${first.y}`];
  for (const point of rest) {
    const bend = Math.max(18, Math.abs(point.x - before.x) / 2);
    d +=
      point.y === before.y
        ? `L${point.x} ${point.y}`
        : `C${before.x + bend} ${before.y} ${point.x - bend} ${point.y} ${point.x} ${point.y}`;
    before = point;
  }
  return d;
};

const arrowAt = ({ x, y }: Point): string => `M${x - 7} ${y - 4}L${x} ${y}L${x - 7} ${y + 4}Z`;

const middleOf = (points: readonly Point[]): Point => {
  const [one, other] = [points[0] ?? { x: 0, y: 0 }, points[1] ?? { x: 0, y: 0 }];
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
};

/** Long words may go on in the next line behind _, / and -. */
const breakable = (text: string): (string | HTMLElement)[] => text.split(/(?<=[_/-])/).flatMap((part) => [part, h('wbr')]);

/** Column by column: each node, then the lines that leave it. */
function inOrder(
  holds: readonly Hold[],
  nodes: readonly HTMLElement[],
  links: readonly DrawnLink[],
  lines: readonly { readonly group: SVGGElement }[],
  layout: Layout,
): readonly (HTMLElement | SVGElement)[] {
  const at = ({ id }: Hold): Point => layout.nodes.get(id) ?? { x: 0, y: 0 };
  const order = holds
    .map((hold, index) => ({ hold, node: nodes[index] }))
    .sort((one, other) => at(one.hold).x - at(other.hold).x || at(one.hold).y - at(other.hold).y);
  return order.flatMap(({ hold, node }) => [
    ...(node === undefined ? [] : [node]),
    ...links.flatMap(({ from }, index) => (from === hold.id ? (lines[index]?.group ?? []) : [])),
  ]);
}
