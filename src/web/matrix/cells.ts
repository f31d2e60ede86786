import { h } from '../dom.ts';
import type { Model } from '../model.ts';
import { type Cell, type Head, lookOf, viewsOf } from './table.ts';

/** One cell; what it means is its label, and the sign is what is seen. */
export function cellElement(model: Model, cell: Cell, column: number, row: Head, head: Head): HTMLElement {
  const { look, sign, words } = lookOf(model, cell);
  const [entry] = cell.entries;
  const proof = model.data.kind === 'prove' && entry !== undefined;
  const parts = proof ? viewsOf(model, entry) : [];
  const said = proof ? parts.map((part) => `${part.name} ${part.words}`).join(', ') : words;
  return h(
    'div',
    {
      role: 'gridcell',
      class: `cell ${proof ? 'proof' : look}${head.first ? ' first' : ''}`,
      'aria-colindex': column + 2,
      'aria-label': `${row.name}, ${head.name}: ${said}`,
      'data-column': column,
      tabindex: -1,
    },
    proof
      ? parts.map((part) => h('span', { class: `part ${part.look}`, 'aria-hidden': 'true' }, h('i', {}, part.sign), h('b', {}, part.words)))
      : sign,
  );
}
