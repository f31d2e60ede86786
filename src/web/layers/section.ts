import type { PageImage } from '../data.ts';
import { h, section } from '../dom.ts';
import type { Store } from '../store.ts';
import { byLayer, type InLayer } from './in-layer.ts';
import { layerElement } from './layer.ts';

/** Each image as it is put together, the lowest layer first: what each instruction brought, in bytes and in findings. */
export function layersSection(store: Store, images: readonly PageImage[]): HTMLElement {
  return section(
    'layers',
    'Layers',
    images.map((image) => imageElement(store, image, images.length > 1)),
  );
}

function imageElement(store: Store, image: PageImage, several: boolean): HTMLElement {
  const { model } = store;
  let held: readonly InLayer[] = byLayer(image, store.found());
  const layers = [...image.layers.keys(), image.layers.length].map((at) =>
    layerElement(model, image, at, () => held[at] ?? { entries: [], packages: [] }),
  );
  store.watch((found) => {
    held = byLayer(image, found);
    for (const { refresh } of layers) refresh();
  });
  return h(
    'div',
    { class: 'image' },
    several ? h('h3', {}, model.data.containers[image.container]?.name ?? '') : undefined,
    h(
      'dl',
      { class: 'circumstances' },
      image.facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
    ),
    h(
      'ol',
      { class: 'stack' },
      layers.map(({ element }) => element),
    ),
  );
}
