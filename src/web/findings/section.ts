import { button, h, section } from '../dom.ts';
import type { Store } from '../store.ts';
import { count, nounOf } from '../words.ts';
import { cardElement } from './card.ts';
import { type By, type Group, groupsOf } from './groups.ts';

/** Cards that are shown before somebody asks for more, and of these how many are made in one frame. */
const [step, few] = [25, 6];

/** The findings, folded by control or by container. A card that was opened stays open while the filter changes. */
export function findingsSection(store: Store): HTMLElement {
  const { model } = store;
  let by: By = 'control';
  let most = step;
  const opened = new Set<string>();
  const cards = h('div', { class: 'cards' });
  const said = h('p', { class: 'quiet' });
  const more = button('', () => {
    most += step;
    show();
  });
  let round = 0;
  const show = (atOnce = few): void => {
    const groups = groupsOf(store.found(), by);
    const shown = groups.slice(0, most);
    const own = ++round;
    const next = (from: number): void => {
      if (own !== round) return;
      cards.append(...shown.slice(from, from + few).map(card));
      if (from + few < shown.length) requestAnimationFrame(() => next(from + few));
    };
    cards.replaceChildren(...shown.slice(0, atOnce).map(card));
    if (atOnce < shown.length) requestAnimationFrame(() => next(atOnce));
    more.hidden = groups.length <= most;
    more.textContent = `Show more of ${(groups.length - most).toLocaleString('en')}`;
    said.textContent = groups.length === 0 ? nothing(store) : saidOf(groups, by === 'control' ? by : nounOf(model.data.kind));
  };
  const card = (group: Group): HTMLElement => {
    const made = cardElement(model, group, by);
    const key = made.dataset.key ?? '';
    if (opened.has(key)) made.open = true;
    made.addEventListener('toggle', (event) => {
      if (event.target !== made) return;
      if (made.open) opened.add(key);
      else opened.delete(key);
    });
    return made;
  };
  cards.addEventListener('unfold', () => {
    most = Number.POSITIVE_INFINITY;
    show(most);
  });
  store.watch(() => {
    most = step;
    show();
  });
  const choice = (['control', 'container'] as const).map((each) => {
    const radio = h('input', { type: 'radio', name: 'by', value: each, checked: each === by });
    radio.addEventListener('change', () => {
      by = each;
      most = step;
      show();
    });
    return h('label', {}, radio, `by ${each === 'control' ? each : nounOf(model.data.kind)}`);
  });
  return section(
    'findings',
    'Findings',
    h('div', { class: 'tools' }, said, h('fieldset', { class: 'choice' }, h('legend', { class: 'hidden' }, 'Group the findings'), choice)),
    cards,
    more,
  );
}

const saidOf = (groups: readonly Group[], by: string): string =>
  `${count(
    groups.reduce((sum, { entries }) => sum + entries.length, 0),
    'finding',
  )} of ${count(groups.length, by)}`;

const nothing = (store: Store): string => (store.found().all ? 'Nothing is open.' : 'Nothing of what is asked for is open.');
