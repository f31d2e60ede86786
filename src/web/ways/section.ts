import type { Ways } from '../../model/index.ts';
import type { PageData } from '../data.ts';
import { h, section } from '../dom.ts';
import { count } from '../words.ts';
import { bundled } from './bundle.ts';
import { chooser } from './chooser.ts';
import { cutPanel } from './cut.ts';
import { type Chosen, draw } from './draw.ts';
import { drawingOf } from './drawn.ts';
import { type Alike, fold } from './fold.ts';
import { indexOf, isHost, type WaysIndex } from './index-of.ts';
import { inspected } from './inspect.ts';
import { wayList } from './list.ts';

/** What the frame of the drawing takes of its width: ways.css. */
const frame = 34;

/** The ways out: drawn, what closes them beside it, and all of them in words below. */
export function waysSection(ways: Ways, data: Pick<PageData, 'waysLivedWith'>): HTMLElement {
  const index = indexOf(ways, data.waysLivedWith);
  const groups = fold(index, () => true);
  const lead = h('p', { class: 'lead' }, leadText(index, groups));
  if (groups.length === 0)
    return section(
      'ways',
      'Ways out',
      lead,
      cutPanel(index, () => undefined),
    );
  const canvas = h('div', { class: 'canvas' });
  const hint = h('p', { class: 'quiet' }, 'Choose a point or a line of the drawing to see what it rests on.');
  const panel = h(
    'div',
    { class: 'inspector', role: 'region', 'aria-label': 'What was chosen in the drawing', 'aria-live': 'polite' },
    hint,
  );
  let made: ReadonlySet<string> = new Set();
  let mark: (made: ReadonlySet<string>) => void = () => undefined;
  let shown: readonly Alike[] = [];
  let width = 0;
  const redraw = (): void => {
    const whole = drawingOf(index, shown);
    const drawing = shown.length === 1 ? whole : bundled(whole);
    const choose = (chosen: Chosen): void => panel.replaceChildren(...inspected(chosen, drawing, index));
    const drawn = draw(drawing, index, (width === 0 ? 800 : width) - frame, choose);
    canvas.replaceChildren(drawn.element);
    mark = drawn.mark;
    mark(made);
  };
  const tools = chooser(index, (chosen) => {
    shown = chosen;
    panel.replaceChildren(hint);
    redraw();
  });
  new ResizeObserver(() => {
    if (canvas.clientWidth === width) return;
    width = canvas.clientWidth;
    redraw();
  }).observe(canvas);
  const cut = cutPanel(index, (next) => {
    made = next;
    mark(made);
  });
  return section(
    'ways',
    'Ways out',
    lead,
    h('div', { class: 'beside' }, h('div', { class: 'wide' }, tools, canvas, legend(), panel), cut),
    wayList(index, groups),
  );
}

function leadText(index: WaysIndex, groups: readonly Alike[]): string {
  const from = new Set(index.toHost.map((at) => index.ways.ways[at]?.container)).size;
  const rest = groups.reduce(
    (sum, { ways, containers }) =>
      sum + containers.length * ways.filter((at) => !isHost(index.hold(index.ways.ways[at]?.goal ?? ''))).length,
    0,
  );
  const also =
    rest === 0 ? '' : ` ${count(rest, 'other way leads', 'other ways lead')} to another container, the cluster, a secret or the network.`;
  const lived = index.livedWith.size === 0 ? '' : ` ${count(index.livedWith.size, 'way is', 'ways are')} lived with, and not drawn.`;
  if (index.toHost.length === 0) return `No way leads to the host.${also}${lived}`;
  const ways = count(index.toHost.length, 'way leads', 'ways lead');
  return `${ways} to the host, from ${count(from, 'container')}.${also}${lived}`;
}

const legend = (): HTMLElement =>
  h(
    'ul',
    { class: 'legend', 'aria-label': 'Lines' },
    [
      ['open', 'open'],
      ['perhaps', 'perhaps: something could not be told'],
      ['closed', 'closed by the ticked changes'],
    ].map(([kind, text]) => h('li', {}, h('span', { class: `swatch ${kind}`, 'aria-hidden': 'true' }), text)),
  );
