import { h } from '../dom.ts';
import type { Model } from '../model.ts';
import { cellElement } from './cells.ts';
import { moved, type Spot } from './keys.ts';
import { type Cell, cellAt, type Table } from './table.ts';
import { windowOf } from './window.ts';

const rowHeight = 30;
/** Milliseconds of a frame in which rows are made; the others follow in the next ones, so that no frame is late. Laying them out costs several times that. */
const budget = 4;
const leastRows = 3;

export interface Grid {
  readonly element: HTMLElement;
  readonly show: (table: Table) => void;
  /** Every row at once, for paper; the answer puts it back. */
  readonly unfold: (most: number) => () => void;
  readonly focus: () => void;
}

interface Watch {
  /** Somebody looks at a cell. */
  readonly seen: (cell: Cell) => void;
  /** Somebody wants all of it. */
  readonly opened: (cell: Cell) => void;
}

/** The matrix: rows are made only while they are near the screen, so that it costs the same however many there are. */
export function gridOf(model: Model, watch: Watch): Grid {
  const head = h('div', { class: 'row heads', role: 'row', 'aria-rowindex': 1 });
  const body = h('div', { class: 'body', role: 'rowgroup' });
  const element = h(
    'div',
    { class: 'grid', role: 'grid', 'aria-label': 'Containers and controls', 'aria-describedby': 'matrix-keys' },
    h('div', { role: 'rowgroup', class: 'top' }, head),
    body,
  );
  let table: Table = { rows: [], columns: [], upright: true };
  let spot: Spot = { row: 0, column: 0 };
  let made = new Map<number, HTMLElement>();
  let whole: number | undefined;

  const rowElement = (at: number): HTMLElement => {
    const row = table.rows[at] ?? { at: 0, name: '', more: '', first: false };
    const cells = table.columns.map((column, index) => cellElement(model, cellAt(model, table, at, index), index, row, column));
    const made = h(
      'div',
      { class: row.first ? 'row first' : 'row', role: 'row', 'aria-rowindex': at + 2, 'data-row': at },
      h('div', { role: 'rowheader', class: 'name', 'aria-colindex': 1, title: `${row.name}: ${row.more}` }, row.name),
      cells,
    );
    made.style.top = `${at * rowHeight}px`;
    if (at === spot.row) cells[spot.column]?.setAttribute('tabindex', '0');
    return made;
  };
  const add = (at: number): void => {
    const row = rowElement(at);
    const behind = [...made.keys()].filter((each) => each > at);
    body.insertBefore(row, behind.length === 0 ? null : (made.get(Math.min(...behind)) ?? null));
    made.set(at, row);
  };
  const draw = (): void => {
    const top = Math.max(0, element.scrollTop);
    const all = { first: 0, end: whole ?? 0 };
    const { first, end } = whole === undefined ? windowOf(table.rows.length, rowHeight, top, element.clientHeight || 600) : all;
    for (const [at, row] of made) {
      // The row that has the focus stays, and so does the tab stop.
      if ((at >= first && at < end) || at === spot.row || row.contains(document.activeElement)) continue;
      row.remove();
      made.delete(at);
    }
    if (spot.row < table.rows.length && !made.has(spot.row)) add(spot.row);
    const begin = performance.now();
    for (const [fresh, at] of missing(first, end).entries()) {
      if (whole === undefined && fresh >= leastRows && performance.now() - begin > budget) {
        drawSoon();
        return;
      }
      add(at);
    }
  };
  /** Those in the middle of what is seen come first. */
  const missing = (first: number, end: number): readonly number[] => {
    const middle = (first + end) / 2;
    const all = Array.from({ length: end - first }, (_, index) => first + index).filter((at) => !made.has(at));
    return all.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle));
  };
  let shownHeads = '';
  const drawHeads = (): void => {
    head.replaceChildren(
      h('div', { role: 'columnheader', class: 'corner', 'aria-colindex': 1 }, table.upright ? 'container' : 'control'),
      ...table.columns.map(({ name, more, first }, at) =>
        h(
          'div',
          { role: 'columnheader', class: first ? 'name first' : 'name', 'aria-colindex': at + 2, title: `${name}: ${more}` },
          h('span', {}, name),
        ),
      ),
    );
  };
  let waiting = false;
  const drawSoon = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  };
  const cellElementAt = ({ row, column }: Spot): HTMLElement | null =>
    made.get(row)?.querySelector<HTMLElement>(`[data-column="${column}"]`) ?? null;
  const go = (next: Spot): void => {
    cellElementAt(spot)?.setAttribute('tabindex', '-1');
    spot = next;
    const [top, room] = [next.row * rowHeight, element.clientHeight - head.offsetHeight];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room;
    draw();
    const cell = cellElementAt(next);
    cell?.setAttribute('tabindex', '0');
    cell?.focus({ preventScroll: true });
    if (cell !== null) sideways(element, cell);
  };
  const spotOf = (target: EventTarget | null): Spot | undefined => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
    const row = cell?.closest<HTMLElement>('.row')?.dataset.row;
    return cell === null || row === undefined ? undefined : { row: Number(row), column: Number(cell.dataset.column) };
  };
  const cellOf = ({ row, column }: Spot): Cell => cellAt(model, table, row, column);

  element.addEventListener('scroll', drawSoon);
  new ResizeObserver(() => draw()).observe(element);
  element.addEventListener('keydown', (event) => {
    const at = spotOf(event.target);
    if (at === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      watch.opened(cellOf(at));
      return;
    }
    const page = Math.max(1, Math.floor((element.clientHeight - head.offsetHeight) / rowHeight) - 1);
    const next = moved(at, event.key, event.ctrlKey || event.metaKey, table.rows.length, table.columns.length, page);
    if (next === undefined) return;
    event.preventDefault();
    go(next);
  });
  const look = (event: Event): void => {
    const at = spotOf(event.target);
    if (at !== undefined) watch.seen(cellOf(at));
  };
  element.addEventListener('pointerover', look);
  element.addEventListener('focusin', look);
  element.addEventListener('click', (event) => {
    const at = spotOf(event.target);
    if (at === undefined) return;
    go(at);
    watch.opened(cellOf(at));
  });

  return {
    element,
    show(next) {
      table = next;
      spot = {
        row: Math.max(0, Math.min(spot.row, table.rows.length - 1)),
        column: Math.max(0, Math.min(spot.column, table.columns.length - 1)),
      };
      const heads = JSON.stringify([table.upright, table.columns.map(({ at }) => at)]);
      if (heads !== shownHeads) drawHeads();
      shownHeads = heads;
      element.setAttribute('aria-rowcount', String(table.rows.length + 1));
      element.setAttribute('aria-colcount', String(table.columns.length + 1));
      element.classList.toggle('roomy', table.columns.length <= 2);
      element.style.setProperty('--columns', String(table.columns.length));
      body.style.height = `${table.rows.length * rowHeight}px`;
      body.replaceChildren();
      made = new Map();
      draw();
    },
    unfold(most) {
      whole = Math.min(most, table.rows.length);
      draw();
      return () => {
        whole = undefined;
        draw();
      };
    },
    focus: () => cellElementAt(spot)?.focus(),
  };
}

/** A cell is not left under the names at the left. */
function sideways(element: HTMLElement, cell: HTMLElement): void {
  const names = element.querySelector<HTMLElement>('.corner')?.offsetWidth ?? 0;
  const [left, right] = [cell.offsetLeft, cell.offsetLeft + cell.offsetWidth];
  if (left - names < element.scrollLeft) element.scrollLeft = left - names;
  else if (right > element.scrollLeft + element.clientWidth) element.scrollLeft = right - element.clientWidth;
}
