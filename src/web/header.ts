import { severities } from '../model/index.ts';
import { button, h } from './dom.ts';
import { countsOf } from './findings/groups.ts';
import { isLivedWith } from './model.ts';
import type { Store } from './store.ts';
import { themeSwitch } from './theme.ts';
import { count, wordsOf } from './words.ts';

/** What was looked at, what it comes to, and the figures; a figure is a way to what it counts. */
export function header(store: Store, sections: readonly (readonly [string, string])[]): HTMLElement {
  const { data } = store.model;
  const { fails, text } = data.verdict;
  const mark = fails === undefined ? '' : fails ? '✕' : '✓';
  return h(
    'header',
    { class: 'top-of-page' },
    h(
      'div',
      { class: 'line-one' },
      h('p', { class: 'brand' }, h('strong', {}, 'Bulkhead'), ` ${data.kind}`),
      h(
        'div',
        { class: 'switches' },
        themeSwitch(),
        button('Print', () => window.print(), { class: 'print' }),
      ),
    ),
    h('h1', {}, data.title),
    h(
      'p',
      { class: `verdict ${fails === undefined ? '' : fails ? 'fails' : 'passes'}` },
      mark === '' ? undefined : h('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
      text,
    ),
    h(
      'dl',
      { class: 'circumstances' },
      ([['target', data.targets.join(', ')], ...data.facts, ['bulkhead', data.version]] as const).map(([name, value]) =>
        h('div', {}, h('dt', {}, name), h('dd', {}, value)),
      ),
    ),
    data.entries.length + data.rest.length === 0 ? undefined : figures(store),
    h(
      'nav',
      { 'aria-label': 'Parts of the report' },
      h(
        'ul',
        {},
        sections.map(([id, title]) => h('li', {}, h('a', { href: `#${id}` }, title))),
      ),
    ),
  );
}

function figures(store: Store): HTMLElement {
  const { entries, data } = store.model;
  const counts = countsOf(entries);
  const words = wordsOf(data.kind);
  const on = entries.filter(({ state }) => state === 'on').length;
  const lived = entries.filter(isLivedWith).length;
  const go = (change: Parameters<Store['ask']>[0]): void => {
    store.ask(change);
    document.getElementById('findings-title')?.focus();
    document.getElementById('filter')?.scrollIntoView();
  };
  const figure = (number: number, word: string, look: string, change: Parameters<Store['ask']>[0]): HTMLElement =>
    h(
      'li',
      {},
      button([h('strong', {}, number.toLocaleString('en')), h('span', {}, word)], () => go(change), {
        class: `figure ${look}`,
        disabled: number === 0,
      }),
    );
  return h(
    'ul',
    { class: 'figures', 'aria-label': 'Findings' },
    severities
      .toReversed()
      .map((severity) =>
        figure(counts[severity], severity, severity, { severities: new Set([severity]), shown: new Set(['off'] as const) }),
      ),
    figure(counts.unknown, words.unknown, 'unknown', { severities: new Set(), shown: new Set(['unknown'] as const) }),
    on === 0 ? undefined : figure(on, words.on, 'on', { severities: new Set(), shown: new Set(['on'] as const) }),
    lived === 0
      ? undefined
      : figure(lived, 'lived with', 'accepted', { severities: new Set(), shown: new Set(['accepted', 'baseline'] as const) }),
    data.problems.length === 0
      ? undefined
      : h(
          'li',
          {},
          h(
            'a',
            { class: 'figure problem', href: '#problems' },
            h('strong', {}, String(data.problems.length)),
            h('span', {}, count(data.problems.length, 'problem').replace(/^\S+ /, '')),
          ),
        ),
  );
}
