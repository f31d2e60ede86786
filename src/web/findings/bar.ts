import { type Severity, severities } from '../../model/index.ts';
import { button, h } from '../dom.ts';
import type { Filter } from '../filter.ts';
import { groupBy } from '../group.ts';
import { isOpen, shownOf } from '../model.ts';
import type { Store } from '../store.ts';
import { upperFirst } from '../ways/grounds.ts';
import { count, nounOf, type Shown, wordsOf } from '../words.ts';

/** Names that a browser is told to choose from; with more of them the list would be slower than typing. */
const mostNames = 2000;

/** What matrix and findings are filtered by; how much is left is said aloud. */
export function filterBar(store: Store): HTMLElement {
  const { data, entries } = store.model;
  const search = h('input', { type: 'search', id: 'search', placeholder: 'Search', autocomplete: 'off', spellcheck: 'false' });
  search.addEventListener('input', () => store.ask({ search: search.value }));
  const container = h('input', {
    type: 'search',
    id: 'by-container',
    list: 'containers',
    placeholder: `Any ${nounOf(data.kind)}`,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  container.addEventListener('input', () => store.ask({ container: container.value }));
  const control = h('select', { id: 'by-control' }, h('option', { value: '' }, 'Any control'), controlOptions(store));
  control.addEventListener('change', () => store.ask({ control: control.value }));
  const words = wordsOf(data.kind);
  const there = new Set(entries.map(shownOf));
  const severity = chips(
    'Severity',
    severities.toReversed(),
    (each) => each,
    (chosen) => store.ask({ severities: chosen }),
  );
  const outcome = chips(
    'Outcome',
    (Object.keys(words) as Shown[]).filter((each) => there.has(each)),
    (each) => words[each],
    (chosen) => store.ask({ shown: chosen }),
  );
  const said = h('p', { class: 'said', role: 'status', 'aria-live': 'polite' });
  const clear = button(
    'Clear',
    () => store.ask({ search: '', container: '', control: '', severities: new Set<Severity>(), shown: new Set<Shown>() }),
    { class: 'clear' },
  );
  const names = new Set(data.containers.map(({ name }) => name));
  const more = h(
    'details',
    { class: 'more-filters' },
    h('summary', {}, 'Filters'),
    h(
      'div',
      { class: 'fields' },
      field('Control', control),
      field(upperFirst(nounOf(data.kind)), container),
      severity.element,
      outcome.element,
    ),
  );
  const bar = h(
    'search',
    { class: 'bar', 'aria-label': 'Filter matrix and findings' },
    h(
      'div',
      { class: 'bar-first' },
      h('label', { class: 'hidden', for: 'search' }, 'Search containers, controls and findings'),
      search,
      more.querySelector('summary') === null ? undefined : said,
      clear,
    ),
    more,
    names.size > mostNames
      ? undefined
      : h(
          'datalist',
          { id: 'containers' },
          [...names].map((value) => h('option', { value })),
        ),
  );
  more.open = window.matchMedia('(min-width: 760px)').matches;
  store.watch(({ filter, all, entries: found }) => {
    mirror(filter);
    clear.hidden = all;
    const shown = filter.shown.size > 0 ? found : found.filter(isOpen);
    said.textContent = all
      ? count(shown.length, 'open finding')
      : `${count(shown.length, filter.shown.size > 0 ? 'entry' : 'open finding', filter.shown.size > 0 ? 'entries' : 'open findings')} found`;
  });
  return bar;

  function mirror(filter: Filter): void {
    if (search.value !== filter.search) search.value = filter.search;
    if (container.value !== filter.container) container.value = filter.container;
    if (control.value !== filter.control) control.value = filter.control;
    severity.mirror(filter.severities);
    outcome.mirror(filter.shown);
  }
}

const field = (name: string, input: HTMLElement): HTMLElement => h('div', { class: 'field' }, h('label', { for: input.id }, name), input);

const controlOptions = ({ model: { data } }: Store): HTMLElement[] =>
  [...groupBy(data.controls, ({ group }) => group)].map(([group, controls]) =>
    h(
      'optgroup',
      { label: group === '' ? 'others' : group },
      controls.map(({ id }) => h('option', { value: id }, id)),
    ),
  );

/** Several of a few: each a tick box that looks like a word. None ticked: all of them. */
function chips<T extends string>(name: string, values: readonly T[], wordOf: (value: T) => string, ask: (chosen: ReadonlySet<T>) => void) {
  const boxes = values.map((value) => {
    const box = h('input', { type: 'checkbox', value });
    box.addEventListener('change', () => ask(new Set(values.filter((_, at) => boxes[at]?.checked))));
    return box;
  });
  const element = h(
    'fieldset',
    { class: 'chips' },
    h('legend', {}, name),
    values.map((value, at) => h('label', { class: `chip ${value}` }, boxes[at], wordOf(value))),
  );
  const mirror = (chosen: ReadonlySet<T>): void => {
    values.forEach((value, at) => {
      const box = boxes[at];
      if (box !== undefined) box.checked = chosen.has(value);
    });
  };
  return { element, mirror };
}
