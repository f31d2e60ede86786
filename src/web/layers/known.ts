import type { PageEntry, PageKnown } from '../data.ts';
import { button, h } from '../dom.ts';
import { groupBy } from '../group.ts';
import { severityWeight } from '../model.ts';

type KnownEntry = PageEntry & { readonly known: PageKnown };

const isKnown = (entry: PageEntry): entry is KnownEntry => entry.known !== undefined;

/** Rows that are made before somebody asks for more; on paper all (the event `unfold`). */
const step = 30;

/** Known vulnerabilities as a table, a row a package, the worst first. */
export function knownTable(entries: readonly PageEntry[]): HTMLElement | undefined {
  const known = entries.filter(isKnown);
  const groups = [...groupBy(known, ({ known: { kind, name, version } }) => `${kind} ${name} ${version}`).values()]
    .map((group) => onceEach(group).toSorted(gravest))
    .sort((one, other) => weight(one) - weight(other) || other.length - one.length);
  if (groups.length === 0) return undefined;
  const body = h('tbody');
  let shown = 0;
  const more = button('', () => show(step));
  const show = (number: number): void => {
    body.append(...groups.slice(shown, shown + number).map(row));
    shown = Math.min(groups.length, shown + number);
    more.hidden = shown === groups.length;
    more.textContent = `Show more of ${(groups.length - shown).toLocaleString('en')}`;
  };
  show(step);
  const caption = 'Known vulnerabilities by package';
  const heads = ['severity', 'package', 'installed', 'fixed in', 'vulnerabilities'].map((head) => h('th', { scope: 'col' }, head));
  const table = h('table', {}, h('caption', { class: 'hidden' }, caption), h('thead', {}, h('tr', {}, heads)), body);
  const list = h(
    'div',
    { class: 'entries' },
    h('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: 0 }, table),
    more,
  );
  list.addEventListener('unfold', () => show(groups.length));
  return list;
}

/** The same one in several programs or folders is told once. */
const onceEach = (group: readonly KnownEntry[]): readonly KnownEntry[] => [...new Map(group.map((each) => [each.known.id, each])).values()];

const weight = ([first]: readonly KnownEntry[]): number => (first === undefined ? 9 : severityWeight(first.severity));

const gravest = (one: KnownEntry, other: KnownEntry): number =>
  severityWeight(one.severity) - severityWeight(other.severity) || (other.known.score ?? 0) - (one.known.score ?? 0);

function row(group: readonly KnownEntry[]): HTMLElement {
  const [first] = group;
  if (first === undefined) return h('tr');
  const { severity, known } = first;
  const fixes = [...new Set(group.map(({ known: { fix } }) => fix))];
  return h(
    'tr',
    {},
    h('td', {}, h('span', { class: `badge off ${severity}` }, severity)),
    h('th', { scope: 'row' }, known.name, ' ', h('span', { class: 'quiet' }, known.kind)),
    h('td', {}, h('code', {}, known.version)),
    h('td', {}, fixes.length === 1 ? fixElement(known.fix) : h('span', { class: 'quiet' }, 'see each')),
    h(
      'td',
      {},
      h(
        'ul',
        { class: 'ids' },
        group.map((entry) =>
          h('li', {}, idElement(entry), fixes.length === 1 ? undefined : h('span', { class: 'quiet' }, ` ${entry.known.fix}`)),
        ),
      ),
    ),
  );
}

/** A version, or that there is none. */
const fixElement = (fix: string): HTMLElement => h(/\d/.test(fix) ? 'code' : 'span', { class: /\d/.test(fix) ? undefined : 'quiet' }, fix);

function idElement({ known: { id, url, score }, severity }: KnownEntry): HTMLElement {
  const said = `${severity}${score === undefined ? '' : `, CVSS ${score.toFixed(1)}`}`;
  return url === undefined
    ? h('span', { title: said }, id)
    : h('a', { href: url, rel: 'noopener noreferrer', target: '_blank', title: said }, id);
}
