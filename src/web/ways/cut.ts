import type { Cut, Step, Way } from '../../model/index.ts';
import { countChanges } from '../../model/way.ts';
import { button, folded, h } from '../dom.ts';
import { groupBy } from '../group.ts';
import { count, list, placeText } from '../words.ts';
import { remedyElement, upperFirst } from './grounds.ts';
import { isHost, isWayClosed, type WaysIndex } from './index-of.ts';

/** Changes that are listed at once. */
const atFirst = 6;

/** What closes the ways: the fewest changes, each to be tried out by a tick; what each closes by itself; what no change closes; what is trusted all the same. */
export function cutPanel(index: WaysIndex, tryOut: (made: ReadonlySet<string>) => void): HTMLElement {
  const { alone, fewest } = index.ways;
  const open = new Set(index.toHost);
  const left = index.ways.left.filter((at) => open.has(at));
  const cut = index.ways.cut.filter((each) => isAsked(each, index, open));
  const made = new Set<string>();
  const status = h('p', { class: 'status', role: 'status' });
  const toggle = (key: string, on: boolean): void => {
    if (on) made.add(key);
    else made.delete(key);
    tell();
  };
  const all = button('Tick all', () => {
    const ticked = cut.every(({ change }) => made.has(change.key));
    for (const { change } of cut) {
      if (ticked) made.delete(change.key);
      else made.add(change.key);
    }
    tell();
  });
  const tell = (): void => {
    all.textContent = cut.every(({ change }) => made.has(change.key)) ? 'Untick all' : 'Tick all';
    status.textContent = leftText(index, made);
    for (const box of panel.querySelectorAll<HTMLInputElement>('input')) box.checked = made.has(box.value);
    tryOut(made);
  };
  const others = alone.filter(
    ({ change, closes }) => closes.some((at) => open.has(at)) && !cut.some((each) => each.change.key === change.key),
  );
  const closable = index.toHost.length - left.length;
  const panel = h(
    'aside',
    { class: 'cut', 'aria-label': 'What closes the ways' },
    h('h3', {}, 'What closes them'),
    h('p', {}, introOf(cut, closable, fewest)),
    cut.length === 0
      ? undefined
      : h(
          'ol',
          { class: 'changes' },
          cut.slice(0, atFirst).map((each) => changeElement(each, index, made, toggle)),
        ),
    cut.length <= atFirst
      ? undefined
      : folded(`The other ${count(cut.length - atFirst, 'change')} of these`, () =>
          h(
            'ol',
            { class: 'changes', start: atFirst + 1 },
            cut.slice(atFirst).map((each) => changeElement(each, index, made, toggle)),
          ),
        ),
    cut.length === 0 ? undefined : status,
    cut.length < 2 ? undefined : all,
    others.length === 0
      ? undefined
      : folded(`${count(others.length, 'other change')}, and what each closes alone`, () =>
          h(
            'ul',
            { class: 'changes' },
            others.map((each) => changeElement(each, index, made, toggle)),
          ),
        ),
    left.length === 0 ? undefined : leftElement(index, left),
    trusted(index),
  );
  status.textContent = leftText(index, made);
  return panel;
}

function introOf(cut: readonly Cut[], closable: number, fewest: boolean): string {
  if (closable === 0) return cut.length === 0 ? 'There is no way to the host that a change of a declaration would close.' : '';
  const ways = closable === 1 ? 'the one way' : `all ${closable} ways`;
  const sure = fewest ? 'No fewer settings do.' : 'There may be fewer.';
  const changes = countChanges(cut.map(({ change }) => change));
  return `${changes} ${cut.length === 1 ? 'closes' : 'close'} ${ways} to the host. ${sure} Tick one to see what it leaves.`;
}

function changeElement(
  { change, closes }: Cut,
  index: WaysIndex,
  made: ReadonlySet<string>,
  toggle: (key: string, on: boolean) => void,
): HTMLElement {
  const box = h('input', { type: 'checkbox', value: change.key, checked: made.has(change.key) });
  box.addEventListener('change', () => toggle(change.key, box.checked));
  const place = index.placeOf(change);
  return h(
    'li',
    {},
    h(
      'label',
      {},
      box,
      h(
        'span',
        {},
        h('strong', {}, index.name(change.container)),
        ` ${change.control} `,
        remedyElement(change.remedy ?? []),
        h(
          'span',
          { class: 'quiet' },
          closes.length === 0 ? 'closes none alone' : `closes ${count(closes.length, 'way')} alone`,
          place === undefined ? undefined : ['; ', h('code', { class: 'place' }, placeText(place))],
        ),
      ),
    ),
  );
}

function leftText(index: WaysIndex, made: ReadonlySet<string>): string {
  const open = index.toHost.filter((at) => {
    const way = index.ways.ways[at];
    return way !== undefined && !isWayClosed(index, way, made);
  }).length;
  if (open === 0) return 'With these changes no way to the host is left.';
  return made.size === 0
    ? `As it is: ${count(open, 'way')} to the host.`
    : `With ${made.size === 1 ? 'this change' : `these ${made.size} changes`}: ${open} of ${index.toHost.length} ways to the host left.`;
}

/** A change for ways alone that somebody lives with is not asked for. */
function isAsked({ change, closes }: Cut, { toHost, ways, stepsOf }: WaysIndex, open: ReadonlySet<number>): boolean {
  if (closes.some((at) => open.has(at))) return true;
  return toHost.some((at) => stepsOf(ways.ways[at]).some(({ grounds }) => grounds.some((ground) => ground.change?.key === change.key)));
}

/** Ways that no change of a declaration closes. */
function leftElement(index: WaysIndex, left: readonly number[]): HTMLElement {
  const names = [...new Set(left.flatMap((at) => index.ways.ways[at] ?? []).map(({ container }) => index.name(container)))];
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return h(
    'p',
    { class: 'note' },
    `${count(left.length, 'way')} to the host no change of a declaration closes: from ${list(names.slice(0, 5))}${more}.`,
  );
}

/** What has to be without fault, whatever is declared; and for whom it counts. */
function trusted(index: WaysIndex): HTMLElement | undefined {
  const faults = index.ways.ways.filter((way) => way.certainty === 'fault' && way.through === undefined && isHost(index.hold(way.goal)));
  const told = faults.flatMap((way) => index.stepsOf(way).flatMap((step) => (step.certainty === 'fault' ? [{ step, way }] : [])));
  const groups = [...groupBy(told, ({ step }) => `${step.what}\u0000${step.because ?? ''}`).values()];
  if (groups.length === 0) return undefined;
  return folded(`What is trusted all the same (${groups.length})`, () => [
    h('p', { class: 'quiet' }, 'Each takes a fault of a program. No declaration closes these; programs that are up to date do.'),
    h(
      'ul',
      { class: 'trusted' },
      groups.map((group) => h('li', {}, trustedElement(group, index))),
    ),
  ]);
}

function trustedElement(group: readonly { readonly step: Step; readonly way: Way }[], index: WaysIndex): readonly HTMLElement[] {
  const [step] = group.map((each) => each.step);
  const names = [...new Set(group.map(({ way }) => index.name(way.container)))];
  if (step === undefined) return [];
  return [
    h('p', {}, `${upperFirst(step.what)}${step.because === undefined ? '' : `: ${step.because}`}.`),
    h('p', { class: 'quiet' }, `in ${list(names.slice(0, 4))}${names.length > 4 ? ` and ${names.length - 4} more` : ''}`),
  ];
}
