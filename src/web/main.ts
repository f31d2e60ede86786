import type { PageData } from './data.ts';
import { h, section } from './dom.ts';
import { filterBar } from './findings/bar.ts';
import { findingsSection } from './findings/section.ts';
import { header } from './header.ts';
import { layersSection } from './layers/section.ts';
import { matrixSection } from './matrix/section.ts';
import { type Model, modelOf } from './model.ts';
import { livedWithSection, passedOverSection, problemsSection, standardSection } from './notes.ts';
import { unfoldForPrint } from './print.ts';
import { storeOf } from './store.ts';
import { waysSection } from './ways/section.ts';

/** The page: what the file says of itself, as things to look at. */
function start(): void {
  const page = document.getElementById('page');
  const text = document.getElementById('data')?.textContent;
  if (page === null || text == null) return;
  const data = JSON.parse(text) as PageData;
  const model = modelOf(data);
  const store = storeOf(model);
  const judged = data.containers.length > 0 && data.controls.length > 0;
  // Of one image alone, layers and findings say it all.
  const matrix = judged && !(data.kind === 'scan' && data.containers.length === 1) ? matrixSection(store) : undefined;
  const parts = [
    data.ways === undefined ? undefined : waysSection(data.ways, data),
    standardSection(model),
    judged ? h('div', { id: 'filter' }, filterBar(store)) : undefined,
    data.images === undefined || data.images.length === 0 ? undefined : layersSection(store, data.images),
    matrix?.element,
    judged ? findingsSection(store) : nothing(model),
    livedWithSection(model),
    problemsSection(model),
    passedOverSection(model),
  ].filter((part) => part !== undefined);
  const titles = parts.flatMap((part) =>
    part.tagName === 'SECTION' ? [[part.id, part.querySelector('h2')?.textContent ?? ''] as const] : [],
  );
  page.replaceChildren(
    h('a', { class: 'skip', href: '#content' }, 'To the content'),
    header(store, titles),
    h('main', { id: 'content', tabindex: -1 }, parts),
    h('footer', {}, h('p', {}, `Made by bulkhead ${data.version}. This file holds all that it shows and asks nothing of any network.`)),
  );
  unfoldForPrint(page, matrix?.unfold ?? (() => () => undefined));
}

const nothing = ({ data }: Model): HTMLElement | undefined =>
  data.kind === 'paths' ? undefined : section('findings', 'Findings', h('p', {}, 'Nothing was judged.'));

start();
