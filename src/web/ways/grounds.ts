import type { Ground, Step } from '../../model/index.ts';
import { h } from '../dom.ts';
import { certaintyWords, placeText } from '../words.ts';
import { viewWords, type WaysIndex } from './index-of.ts';

/** One step in full: what is done, how sure it is, and all that it rests on. */
export const stepElement = (step: Step, index: WaysIndex): HTMLElement =>
  h(
    'div',
    { class: 'step' },
    h('p', { class: 'what' }, `${upperFirst(step.what)}.`),
    h('p', { class: 'quiet' }, certaintyWords[step.certainty], step.because === undefined ? undefined : ` (${step.because})`),
    step.grounds.length === 0
      ? undefined
      : h(
          'ul',
          { class: 'grounds' },
          step.grounds.map((ground) => groundElement(ground, index)),
        ),
  );

function groundElement({ container, detail, view, place, from, control, change }: Ground, { name }: WaysIndex): HTMLElement {
  const source = [viewWords[view], ...(from === undefined ? [] : [from])].join(', ');
  return h(
    'li',
    {},
    h('span', {}, `${name(container)}: ${detail} `),
    h('span', { class: 'quiet' }, `(${source}) `),
    place === undefined ? undefined : h('code', { class: 'place' }, placeText(place)),
    control === undefined ? undefined : h('span', { class: 'quiet' }, ` ${control}`),
    change?.remedy === undefined ? undefined : remedyElement(change.remedy),
  );
}

export const remedyElement = (lines: readonly string[]): HTMLElement =>
  h(
    'span',
    { class: 'remedy' },
    h('span', { class: 'hidden' }, 'Remedy: '),
    lines.map((line) => h('code', {}, line)),
  );

export const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
