import { h } from '../dom.ts';
import { count } from '../words.ts';
import type { Chosen } from './draw.ts';
import type { Drawing } from './drawn.ts';
import { stepElement, upperFirst } from './grounds.ts';
import type { WaysIndex } from './index-of.ts';

/** All about what was chosen in the drawing. */
export function inspected(chosen: Chosen, drawing: Drawing, index: WaysIndex): readonly HTMLElement[] {
  if ('link' in chosen) {
    const { from, to, steps } = chosen.link;
    return [heading(`${upperFirst(index.hold(from).title)} → ${index.hold(to).title}`), ...steps.map((step) => stepElement(step, index))];
  }
  const { id, title, container } = chosen.hold;
  const many = drawing.many.get(id) ?? 1;
  const bundle = drawing.together.get(id) ?? [];
  const into = drawing.links.filter((link) => link.to === id);
  return [
    heading(bundle.length > 1 ? bundle.map((each) => each.title).join(', ') : upperFirst(title)),
    ...(many > 1 && container !== undefined
      ? [h('p', { class: 'quiet' }, `${index.name(container)} stands for ${count(many, 'container')} with the same ways.`)]
      : []),
    ...(into.length === 0 ? [h('p', {}, 'Where a way begins: somebody runs code in the container, as its user.')] : []),
    ...into.flatMap(({ from, steps }) => [
      h('p', { class: 'quiet' }, `from ${index.hold(from).title}`),
      ...steps.map((step) => stepElement(step, index)),
    ]),
  ];
}

const heading = (text: string): HTMLElement => h('h3', { tabindex: -1 }, text);
