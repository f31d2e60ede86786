import type { PageEntry, PageImage, PageLayer } from '../data.ts';
import { folded, h } from '../dom.ts';
import { entryElement, titled } from '../findings/entry.ts';
import { countsOf } from '../findings/groups.ts';
import { groupBy } from '../group.ts';
import type { Model } from '../model.ts';
import { count, placeText } from '../words.ts';
import type { InLayer } from './in-layer.ts';
import { knownTable } from './known.ts';

/** One layer: how much it weighs, what made it, and, unfolded, what is wrong in it and which packages it brings. `at` behind the last one: the configuration. */
export function layerElement(
  model: Model,
  image: PageImage,
  at: number,
  holds: () => InLayer,
): { element: HTMLElement; refresh: () => void } {
  const layer = image.layers[at];
  const counts = h('span', { class: 'counts' });
  const most = Math.max(1, ...image.layers.map(({ bytes }) => bytes));
  const bar = h('span', { class: 'weight', 'aria-hidden': 'true' });
  if (layer !== undefined) bar.style.setProperty('--share', String(layer.bytes / most));
  const summary = h(
    'span',
    { class: 'layer-head' },
    h('span', { class: 'layer-number' }, layer === undefined ? '' : String(at + 1)),
    h(
      'span',
      { class: 'layer-made' },
      layer === undefined ? 'In the configuration' : madeElement(layer),
      layer?.place === undefined ? undefined : h('code', { class: 'place' }, placeText(layer.place)),
    ),
    h('span', { class: 'layer-size' }, layer?.size ?? '', layer?.base === true ? h('span', { class: 'badge' }, 'base image') : undefined),
    counts,
    layer === undefined ? undefined : bar,
  );
  const inside = h('div');
  let made = false;
  const fill = (): void => {
    made = true;
    inside.replaceChildren(...insideOf(model, image, at, holds()));
  };
  const details = folded(
    summary,
    () => {
      fill();
      return inside;
    },
    { class: `layer${layer?.base === true ? ' base' : ''}` },
  );
  return {
    element: h('li', {}, details),
    refresh() {
      const own = holds();
      counts.replaceChildren(...badges(own));
      details.classList.toggle('none', own.entries.length + own.packages.length === 0);
      if (made) fill();
    },
  };
}

const madeElement = ({ instruction }: PageLayer): HTMLElement =>
  instruction === undefined ? h('span', { class: 'quiet' }, 'the history does not tell what made it') : h('code', {}, instruction);

function badges({ entries, packages }: InLayer): HTMLElement[] {
  const { unknown, rest, ...severe } = countsOf(entries);
  const number = (many: number, look: string, word: string): HTMLElement[] =>
    many === 0 ? [] : [h('span', { class: `badge ${look}` }, `${many.toLocaleString('en')} ${word}`)];
  return [
    ...Object.entries(severe).flatMap(([severity, many]) => number(many, `off ${severity}`, severity)),
    ...number(unknown, 'unknown', 'not decided'),
    ...number(rest, '', 'other'),
    ...(packages.length === 0 ? [] : [h('span', { class: 'quiet' }, count(packages.length, 'package'))]),
  ];
}

function insideOf(model: Model, image: PageImage, at: number, { entries, packages }: InLayer): readonly HTMLElement[] {
  const layer = image.layers[at];
  const others = entries.filter(({ known }) => known === undefined);
  const parts = [
    layer === undefined
      ? undefined
      : h(
          'p',
          { class: 'quiet' },
          h('code', {}, layer.digest),
          ` · ${count(layer.files, 'file, link or folder', 'files, links and folders')}`,
        ),
    ...[...groupBy(others, ({ control }) => control)].map(([control, group]) => controlElement(model, control, group)),
    knownTable(entries),
    packages.length === 0 ? undefined : packagesElement(image, packages),
    entries.length + packages.length === 0 ? h('p', { class: 'quiet' }, 'Nothing in it is asked for, or wrong.') : undefined,
  ];
  return parts.filter((part) => part !== undefined);
}

/** Of one control in one layer; what is more stands under the findings. */
const most = 40;

function controlElement(model: Model, at: number, entries: readonly PageEntry[]): HTMLElement {
  const rest = entries.length - most;
  return titled(
    model,
    at,
    entries.slice(0, most).map((entry) => entryElement(model, entry, true)),
    rest > 0 ? h('p', { class: 'quiet' }, `And ${rest.toLocaleString('en')} more, under Findings.`) : undefined,
  );
}

const packagesElement = ({ kinds }: PageImage, packages: readonly string[]): HTMLElement =>
  folded(count(packages.length, 'package'), () =>
    h(
      'ul',
      { class: 'packages' },
      packages.map((line) => {
        const [kind = '', name = '', version = ''] = line.split(' ');
        return h('li', {}, name, ' ', h('code', {}, version), ' ', h('span', { class: 'quiet' }, kinds[Number(kind)] ?? ''));
      }),
    ),
  );
