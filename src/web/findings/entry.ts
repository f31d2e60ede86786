import type { Excerpt } from '../../model/index.ts';
import type { PageEntry } from '../data.ts';
import { type Child, h } from '../dom.ts';
import { type Model, shownOf } from '../model.ts';
import { remedyElement, upperFirst } from '../ways/grounds.ts';
import { placeText, wordsOf } from '../words.ts';

/** One finding in one container, with its line and how to mend it. `named`: which container is said elsewhere. */
export function entryElement(model: Model, entry: PageEntry, named = false): HTMLElement {
  const { data } = model;
  const { severity, place, excerpt, from, impliedBy, remedy, accepted, later, views, tried, drift } = entry;
  const container = data.containers[entry.container];
  const shown = shownOf(entry);
  return h(
    'article',
    { class: 'entry' },
    h(
      'p',
      { class: 'entry-head' },
      h('span', { class: `badge ${shown} ${severity}` }, shown === 'off' ? severity : wordsOf(data.kind)[shown]),
      named ? undefined : h('strong', {}, container?.name ?? ''),
      place === undefined ? undefined : h('code', { class: 'place' }, placeText(place)),
      later === undefined ? undefined : h('span', { class: 'badge later' }, later),
    ),
    h(
      'p',
      { class: 'says' },
      `${upperFirst(data.texts[entry.says] ?? '')}${from === undefined || views !== undefined ? '' : reason(data.texts[entry.says] ?? '', from)}.`,
    ),
    excerpt === undefined ? undefined : h('pre', { class: 'excerpt' }, h('code', {}, excerptParts(excerpt))),
    impliedBy === undefined ? undefined : h('p', { class: 'quiet' }, `It follows from ${impliedBy}: mend that one.`),
    remedy === undefined
      ? undefined
      : h(
          'p',
          { class: 'mend' },
          h('span', { class: 'label' }, entry.state === 'unknown' ? 'Would decide it ' : 'Mend '),
          remedyElement(remedy),
        ),
    accepted === undefined
      ? undefined
      : h('p', { class: 'note' }, `Accepted until ${accepted.until}: ${accepted.reason} (${placeText(accepted.place)})`),
    views === undefined ? undefined : viewsElement(entry),
    drift === undefined ? undefined : h('p', { class: 'note' }, `${upperFirst(drift.join('; '))}.`),
    tried === undefined
      ? undefined
      : h(
          'ul',
          { class: 'tried' },
          tried.map(({ state, text }) => h('li', {}, h('span', { class: `badge ${state}` }, wordsOf(data.kind)[state]), ` ${text}`)),
        ),
  );
}

/** Something about findings of a control (by its index), below its title. */
export function titled(model: Model, at: number, ...what: readonly Child[]): HTMLElement {
  const control = model.data.controls[at];
  return h('div', { class: 'own' }, h('h4', {}, control?.title ?? '', ' ', h('code', {}, control?.id ?? '')), ...what);
}

/** Never one bracket behind another. */
const reason = (text: string, from: string): string => (text.endsWith(')') || from.includes('(') ? `; ${from}` : ` (${from})`);

function excerptParts({ text, start, length }: Excerpt): readonly (string | HTMLElement)[] {
  if (length === 0) return [text];
  return [text.slice(0, start), h('mark', {}, text.slice(start, start + length)), text.slice(start + length)];
}

const viewWords = { off: 'off', unknown: 'not known', on: 'on', none: 'not its' } as const;

function viewsElement({ views, place }: PageEntry): HTMLElement {
  const line = (name: string, words: string, text: string): HTMLElement[] => [h('dt', {}, name), h('dd', {}, h('strong', {}, words), text)];
  const view = (name: 'effective' | 'observed'): HTMLElement[] => {
    const own = views?.[name];
    return own === undefined ? [] : line(name, viewWords[own.state], `: ${own.text}${own.from === undefined ? '' : ` (${own.from})`}`);
  };
  return h(
    'dl',
    { class: 'views' },
    line('declared', place === undefined ? 'no line' : placeText(place), ''),
    view('effective'),
    view('observed'),
  );
}
