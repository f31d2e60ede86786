import { button, folded, h } from '../dom.ts';
import type { Model } from '../model.ts';
import { upperFirst } from '../ways/grounds.ts';
import { count, nounOf, placeText } from '../words.ts';
import { entryElement, titled } from './entry.ts';
import { type By, countsOf, type Group } from './groups.ts';

/** Entries that are made at once; more on demand. */
const step = 40;

/** Folded: what it is about and how often. Unfolded: why it matters, then each place. */
export function cardElement(model: Model, group: Group, by: By): HTMLDetailsElement {
  const { data } = model;
  const control = data.controls[group.at];
  const container = data.containers[group.at];
  const title = by === 'control' ? (control?.title ?? '') : (container?.name ?? '');
  const sub = by === 'control' ? (control?.id ?? '') : container === undefined ? '' : placeText(container);
  const summary = h(
    'span',
    { class: 'card-head' },
    h('span', { class: 'card-title' }, h('strong', {}, title), h('code', {}, sub)),
    h(
      'span',
      { class: 'counts' },
      badges(group),
      by === 'control'
        ? h('span', { class: 'quiet' }, count(new Set(group.entries.map((entry) => entry.container)).size, nounOf(data.kind)))
        : undefined,
    ),
  );
  const card = folded(summary, () => (by === 'control' ? controlInside(model, group) : containerInside(model, group)), { class: 'card' });
  card.dataset.key = `${by} ${group.at}`;
  return card;
}

const badges = ({ entries }: Group): HTMLElement[] => {
  const { unknown, rest, ...severe } = countsOf(entries);
  return [
    ...Object.entries(severe).flatMap(([severity, number]) =>
      number === 0 ? [] : [h('span', { class: `badge off ${severity}` }, `${number} ${severity}`)],
    ),
    ...(unknown === 0 ? [] : [h('span', { class: 'badge unknown' }, `${unknown} not decided`)]),
    ...(rest === 0 ? [] : [h('span', { class: 'badge' }, `${rest} other`)]),
  ];
};

function controlInside(model: Model, group: Group): readonly (HTMLElement | undefined)[] {
  const control = model.data.controls[group.at];
  return [
    control === undefined || control.why === ''
      ? undefined
      : h('div', { class: 'reasons' }, reason('Why it matters', control.why), reason('What it stops', control.stops)),
    entriesElement(model, group, (entry) => entryElement(model, entry)),
    control === undefined || control.references.length === 0
      ? undefined
      : folded(`Who asks for it (${control.references.length})`, () =>
          h(
            'ul',
            { class: 'references' },
            control.references.map((each) => h('li', {}, each)),
          ),
        ),
  ];
}

function containerInside(model: Model, group: Group): readonly (HTMLElement | undefined)[] {
  const notes = model.data.containers[group.at]?.notes ?? [];
  return [
    notes.length === 0
      ? undefined
      : h(
          'ul',
          { class: 'note' },
          notes.map((note) => h('li', {}, `${upperFirst(note)}`)),
        ),
    entriesElement(model, group, (entry) => titled(model, entry.control, entryElement(model, entry, true))),
  ];
}

const reason = (title: string, text: string): HTMLElement => h('div', {}, h('h4', {}, title), h('p', {}, text));

/** The first ones, and a button for more; on paper all (the event `unfold`). */
function entriesElement(model: Model, { entries }: Group, make: (entry: Group['entries'][number]) => HTMLElement): HTMLElement {
  const list = h('div', { class: 'entries' });
  let shown = 0;
  const more = button('', () => show(step));
  const show = (number: number): void => {
    more.before(...entries.slice(shown, shown + number).map(make));
    shown = Math.min(entries.length, shown + number);
    more.hidden = shown === entries.length;
    more.textContent = `Show ${Math.min(step, entries.length - shown)} more of ${(entries.length - shown).toLocaleString('en')}`;
  };
  list.append(more);
  list.addEventListener('unfold', () => show(model.data.entries.length));
  show(step);
  return list;
}
