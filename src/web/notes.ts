import type { PageData, PageProblem } from './data.ts';
import { folded, h, section } from './dom.ts';
import { isLivedWith, type Model } from './model.ts';
import { count, placeText } from './words.ts';

/** A table of words; the first column names its row. */
export const wordTable = (caption: string, heads: readonly string[], rows: readonly (readonly (string | HTMLElement)[])[]): HTMLElement =>
  h(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: 0 },
    h(
      'table',
      {},
      h('caption', { class: 'hidden' }, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          heads.map((head) => h('th', { scope: 'col' }, head)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map(([first = '', ...rest]) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, first),
            rest.map((cell) => h('td', {}, cell)),
          ),
        ),
      ),
    ),
  );

const code = (text: string): HTMLElement => h('code', { class: 'place' }, text);

/** What somebody answers for, and what was there when the baseline was taken. */
export function livedWithSection(model: Model): HTMLElement | undefined {
  const { data, entries } = model;
  const lived = entries.filter(isLivedWith);
  const problems = data.problems.filter(({ accepted }) => accepted !== undefined);
  if (lived.length + problems.length === 0 && data.baseline === undefined) return undefined;
  const accepted = lived.flatMap((entry) => {
    if (entry.accepted === undefined) return [];
    const { reason, until, place } = entry.accepted;
    return [
      [
        data.controls[entry.control]?.id ?? '',
        data.containers[entry.container]?.name ?? '',
        entry.severity,
        reason,
        until,
        code(placeText(place)),
      ],
    ];
  });
  const more = problems.flatMap(({ message, file, accepted }) =>
    accepted === undefined ? [] : [[message, file, 'problem', accepted.reason, accepted.until, code(placeText(accepted.place))]],
  );
  const kept = lived.filter(({ baseline, accepted }) => baseline === true && accepted === undefined);
  return section(
    'lived-with',
    'Lived with',
    accepted.length + more.length === 0
      ? undefined
      : wordTable('Accepted risks', ['what', 'where', 'severity', 'why', 'until', 'written at'], [...accepted, ...more]),
    data.baseline === undefined ? undefined : h('p', {}, baselineText(data.baseline, kept.length)),
    kept.length === 0
      ? undefined
      : folded(`In the baseline (${kept.length})`, () =>
          wordTable(
            'In the baseline',
            ['control', 'container', 'severity', 'what'],
            kept.map((entry) => [
              data.controls[entry.control]?.id ?? '',
              data.containers[entry.container]?.name ?? '',
              entry.severity,
              data.texts[entry.says] ?? '',
            ]),
          ),
        ),
  );
}

const baselineText = ({ file, stale }: NonNullable<PageData['baseline']>, kept: number): string =>
  `${count(kept, 'finding')} ${kept === 1 ? 'was' : 'were'} there when the baseline ${file} was taken${stale === 0 ? '' : `; ${count(stale, 'entry', 'entries')} of it ${stale === 1 ? 'is' : 'are'} mended`}.`;

/** What was not read or not judged: nothing above says anything of it. */
export function problemsSection({ data }: Model): HTMLElement | undefined {
  const open = data.problems.filter(({ accepted }) => accepted === undefined);
  if (open.length === 0) return undefined;
  const item = (problem: PageProblem): HTMLElement => h('li', {}, code(placeText(problem)), ` ${problem.message}`);
  return section('problems', 'Not read or not judged', h('ul', { class: 'problems' }, open.map(item)));
}

export function passedOverSection({ data }: Model): HTMLElement | undefined {
  if (data.passedOver.length === 0) return undefined;
  return section(
    'passed-over',
    'Passed over',
    folded(
      `${count(data.passedOver.length, 'file')} that ${data.passedOver.length === 1 ? 'declares' : 'declare'} nothing that is judged`,
      () =>
        wordTable(
          'Files that were passed over',
          ['file', 'why'],
          data.passedOver.map(({ file, reason }) => [code(file), reason]),
        ),
    ),
  );
}

/** A standard's ids, where the report was asked for in its terms. */
export function standardSection({ data }: Model): HTMLElement | undefined {
  if (data.requirements === undefined) return undefined;
  const { title, rows } = data.requirements;
  const found = (broken: number, unknown: number): string => {
    if (broken > 0) return `✕ ${count(broken, 'finding')}${unknown > 0 ? `, ${unknown} not decided` : ''}`;
    return unknown > 0 ? `? ${unknown} not decided` : '✓ met';
  };
  return section(
    'standard',
    title,
    wordTable(
      title,
      ['id', 'asks for', 'found', 'controls'],
      rows.map((row) => [row.id, row.title, found(row.broken, row.unknown), row.controls.join(', ')]),
    ),
  );
}
