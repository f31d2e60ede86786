import { button, h, section } from '../dom.ts';
import { entryElement } from '../findings/entry.ts';
import type { Store } from '../store.ts';
import { count, wordsOf } from '../words.ts';
import { gridOf } from './grid.ts';
import { type Cell, canTurn, lookOf, tableOf, viewsOf } from './table.ts';

export interface MatrixSection {
  readonly element: HTMLElement;
  readonly unfold: () => () => void;
}

/** Rows that are put on paper; more would fill a book. */
const mostOnPaper = 1000;

export function matrixSection(store: Store): MatrixSection {
  const { model } = store;
  const line = h('p', { class: 'glance quiet' }, 'Point at a cell to see what it says, choose it to see all of it.');
  const panel = h('div', { class: 'inspector', role: 'region', 'aria-label': 'The chosen cell' });
  const size = h('p', { class: 'quiet' });
  let turned = false;
  const grid = gridOf(model, {
    seen: (cell) => line.replaceChildren(...glance(store, cell)),
    opened(cell) {
      const heading = h('h3', { tabindex: -1 }, headingOf(store, cell));
      const back = button('Back to the matrix', () => grid.focus());
      panel.replaceChildren(heading, ...cell.entries.map((entry) => entryElement(model, entry)), back);
      heading.focus({ preventScroll: true });
      panel.scrollIntoView({ block: 'nearest' });
    },
  });
  panel.addEventListener('keydown', (event) => event.key === 'Escape' && grid.focus());
  const turn = button('Swap rows and columns', () => {
    turned = !turned;
    show();
  });
  const show = (): void => {
    const table = tableOf(model, store.found(), turned);
    grid.show(table);
    turn.hidden = !canTurn(table);
    const [containers, controls] = table.upright ? [table.rows, table.columns] : [table.columns, table.rows];
    size.textContent = `${count(containers.length, 'container')}, ${count(controls.length, 'control')}`;
    grid.element.hidden = table.rows.length === 0 || table.columns.length === 0;
  };
  store.watch(show);
  const keys = h(
    'p',
    { class: 'quiet keys', id: 'matrix-keys' },
    'Arrow keys, Home, End, Page Up and Page Down go through the cells; Enter opens one, Escape comes back.',
  );
  const element = section(
    'matrix',
    'Matrix',
    h('div', { class: 'tools' }, size, turn),
    legend(store),
    h('div', { class: 'matrix-area' }, grid.element, h('div', { class: 'side' }, line, keys, panel)),
  );
  return { element, unfold: () => grid.unfold(mostOnPaper) };
}

const headingOf = ({ model: { data } }: Store, { container, control }: Cell): string =>
  `${data.controls[control]?.id ?? ''} in ${data.containers[container]?.name ?? ''}`;

/** One line on the cell that is looked at. */
function glance({ model }: Store, cell: Cell): readonly (HTMLElement | string)[] {
  const [entry] = cell.entries;
  const { words } = lookOf(model, cell);
  const said = entry === undefined ? '' : `: ${model.data.texts[entry.says] ?? ''}`;
  return [
    h('strong', {}, `${model.data.containers[cell.container]?.name ?? ''} · ${model.data.controls[cell.control]?.id ?? ''} `),
    `${words}${said}`,
  ];
}

function legend({ model }: Store): HTMLElement {
  const words = wordsOf(model.data.kind);
  const item = (look: string, sign: string, text: string): HTMLElement =>
    h('li', {}, h('span', { class: `cell ${look}`, 'aria-hidden': 'true' }, sign), text);
  if (model.data.kind === 'prove') {
    const [example] = model.entries;
    const names = example === undefined ? [] : viewsOf(model, example).map(({ name }) => name);
    return h(
      'ul',
      { class: 'legend', 'aria-label': 'Signs' },
      h('li', {}, `Four signs a cell: ${names.join(', ')}`),
      item('plain', '¶', 'a line says it'),
      item('on', '✓', 'on, holds'),
      item('offsign', '✕', 'off, fails'),
      item('unknown', '?', 'could not be told'),
      item('none', '–', 'not its, not probed'),
    );
  }
  const lived = model.entries.some(({ accepted, baseline }) => accepted !== undefined || baseline === true);
  return h(
    'ul',
    { class: 'legend', 'aria-label': 'Signs' },
    item('off critical', 'C', `${words.off}, critical`),
    item('off high', 'H', 'high'),
    item('off medium', 'M', 'medium'),
    item('off low', 'L', 'low'),
    item('unknown', '?', words.unknown),
    item('on', '✓', words.on),
    item('none', '–', words.none),
    lived ? item('accepted', '○', 'lived with') : undefined,
  );
}
