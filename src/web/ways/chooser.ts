import { button, h } from '../dom.ts';
import { type Alike, fold } from './fold.ts';
import { isHost, type WaysIndex } from './index-of.ts';

/** Groups of containers that are drawn before somebody asks for more. */
const atFirst = 5;

/** What is drawn: at first the worst ways to the host; then more of them, all, or one container's. `show` is called at once. */
export function chooser(index: WaysIndex, show: (chosen: readonly Alike[]) => void): HTMLElement {
  const toHost = fold(index, (at) => isHost(index.hold(index.ways.ways[at]?.goal ?? '')));
  const toAll = fold(index, () => true);
  let groups = toHost.length === 0 ? toAll : toHost;
  let most = atFirst;
  const begin = h('select', { id: 'ways-from' });
  const goal = h('select', { id: 'ways-to' }, h('option', { value: 'host' }, 'the host'), h('option', { value: 'all' }, 'anything'));
  const more = button('', () => {
    most += atFirst;
    tell();
  });
  const fill = (): void => {
    begin.replaceChildren(
      h('option', { value: '' }, 'any container'),
      ...groups.map((alike, at) => h('option', { value: at }, titleOf(index, alike))),
    );
  };
  const tell = (): void => {
    const one = begin.value === '' ? undefined : groups[Number(begin.value)];
    const chosen = one === undefined ? groups.slice(0, most) : [one];
    const hidden = groups.length - chosen.length;
    more.hidden = one !== undefined || hidden === 0;
    more.textContent = hidden <= atFirst ? `Draw the other ${hidden === 1 ? 'one' : hidden}` : `Draw ${atFirst} more of ${hidden}`;
    show(chosen);
  };
  begin.addEventListener('change', tell);
  goal.addEventListener('change', () => {
    groups = goal.value === 'host' ? toHost : toAll;
    most = atFirst;
    fill();
    tell();
  });
  goal.value = groups === toHost ? 'host' : 'all';
  fill();
  tell();
  const both = toHost.length > 0 && toAll.flatMap(({ ways }) => ways).length > toHost.flatMap(({ ways }) => ways).length;
  return h(
    'div',
    { class: 'more' },
    groups.length > 1 || both ? h('label', {}, 'From ', begin) : undefined,
    both ? h('label', {}, 'to ', goal) : undefined,
    more,
  );
}

const titleOf = (index: WaysIndex, { containers }: Alike): string =>
  `${index.name(containers[0] ?? '')}${containers.length === 1 ? '' : ` and ${containers.length - 1} more`}`;
