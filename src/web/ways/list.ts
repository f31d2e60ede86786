import type { Way } from '../../model/index.ts';
import { folded, h } from '../dom.ts';
import { count } from '../words.ts';
import type { Alike } from './fold.ts';
import { stepElement, upperFirst } from './grounds.ts';
import type { WaysIndex } from './index-of.ts';

/** Every way in words, step by step: the drawing for those who read rather than look, and for paper. */
export const wayList = (index: WaysIndex, groups: readonly Alike[]): HTMLElement =>
  folded('All ways, step by step', () => groups.map((alike) => groupElement(index, alike)), { class: 'way-list' });

function groupElement(index: WaysIndex, { containers, ways }: Alike): HTMLElement {
  const [first = ''] = containers;
  const more = containers.length === 1 ? '' : ` and ${containers.length - 1} more`;
  return folded(
    [h('strong', {}, `${index.name(first)}${more}`), h('span', { class: 'quiet' }, ` ${count(ways.length, 'way')}: ${goals(index, ways)}`)],
    () => [
      containers.length === 1 ? undefined : h('p', { class: 'quiet' }, `The same from: ${containers.map(index.name).join(', ')}.`),
      ways.flatMap((at) => index.ways.ways[at] ?? []).map((way) => wayElement(index, way)),
    ],
  );
}

const goals = (index: WaysIndex, ways: readonly number[]): string =>
  [...new Set(ways.flatMap((at) => index.ways.ways[at] ?? []).map(({ goal }) => index.hold(goal).title))].slice(0, 4).join(', ');

const wayElement = (index: WaysIndex, way: Way): HTMLElement =>
  h(
    'article',
    { class: 'way' },
    h(
      'h4',
      {},
      upperFirst(index.hold(way.goal).title),
      h('span', { class: 'quiet' }, ` ${way.certainty}${way.through === undefined ? '' : `, through ${index.name(way.through)}`}`),
    ),
    h(
      'ol',
      {},
      h('li', {}, h('p', { class: 'held' }, upperFirst(index.hold(`inside:${way.container}`).title))),
      index
        .stepsOf(way)
        .map((step) =>
          h('li', { class: step.certainty }, stepElement(step, index), h('p', { class: 'held' }, upperFirst(index.hold(step.to).title))),
        ),
    ),
  );
