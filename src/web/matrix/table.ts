import type { PageContainer, PageEntry } from '../data.ts';
import { groupBy } from '../group.ts';
import { cellOf, isLivedWith, type Model, shownOf } from '../model.ts';
import type { Found } from '../store.ts';
import { marks, placeText, type Shown, wordsOf } from '../words.ts';

/** Containers against controls, as it is shown now: which of them, and which of both are the rows. */
export interface Table {
  readonly rows: readonly Head[];
  readonly columns: readonly Head[];
  /** Containers are the rows. */
  readonly upright: boolean;
}

export interface Head {
  /** Its place among the containers or controls. */
  readonly at: number;
  readonly name: string;
  /** What else is to be said of it. */
  readonly more: string;
  /** A group of controls begins here. */
  readonly first: boolean;
}

/** More columns than this are not drawn side by side; the longer side is then always the rows. */
export const mostColumns = 400;

/** What of the matrix is asked for. A container of which nothing was found (all is on, nothing filtered) is there all the same. */
export function tableOf({ data, order }: Model, { all, entries }: Found, turned: boolean): Table {
  const [used, usedControls] = [new Set<number>(), new Set<number>()];
  if (!all)
    for (const { container, control } of entries) {
      used.add(container);
      usedControls.add(control);
    }
  const names = groupBy(data.containers, ({ name }) => name);
  const containers = data.containers.flatMap((container, at) => {
    if (!all && !used.has(at)) return [];
    const alone = names.get(container.name)?.length === 1;
    return [{ at, name: alone ? container.name : longName(container), more: placeText(container), first: false }];
  });
  const controls = headsOf(data.controls, (at) => all || usedControls.has(at));
  const usual = data.containers.length > data.controls.length;
  const upright = usual !== turned;
  const grave = (head: Head): number => order[head.at] ?? 0;
  return upright
    ? { rows: containers.sort((one, other) => grave(one) - grave(other)), columns: controls, upright }
    : { rows: controls, columns: containers, upright };
}

function headsOf(controls: Model['data']['controls'], isUsed: (at: number) => boolean): readonly Head[] {
  let before: string | undefined;
  return controls.flatMap(({ id, title, group }, at) => {
    if (!isUsed(at)) return [];
    const first = before !== undefined && before !== group;
    before = group;
    return [{ at, name: id, more: title, first }];
  });
}

/** Of several of one name: where it is declared says which; a Containerfile is named by its file alone. */
const longName = ({ name, file, line }: PageContainer): string => (file.endsWith(name) ? file : `${name} ${placeText({ file, line })}`);

/** May the other side be the rows? */
export const canTurn = ({ rows }: Table): boolean => rows.length <= mostColumns;

export interface Cell {
  readonly container: number;
  readonly control: number;
  readonly entries: readonly PageEntry[];
}

export function cellAt(model: Model, { rows, columns, upright }: Table, row: number, column: number): Cell {
  const [first, second] = [rows[row]?.at ?? 0, columns[column]?.at ?? 0];
  const [container, control] = upright ? [first, second] : [second, first];
  return { container, control, entries: cellOf(model, container, control) };
}

/** How a cell is drawn: a class, a sign that means the same without colour, and words. */
export interface Look {
  readonly look: string;
  readonly sign: string;
  readonly words: string;
}

const letters = { critical: 'C', high: 'H', medium: 'M', low: 'L' } as const;

export function lookOf({ data }: Model, { entries }: Cell): Look {
  const [worst] = entries;
  if (worst === undefined) return { look: 'blank', sign: '', words: 'not judged' };
  const shown = shownOf(worst);
  const words = wordsOf(data.kind)[shown];
  if (shown === 'off') return { look: `off ${worst.severity}`, sign: letters[worst.severity], words: `${words}, ${worst.severity}` };
  return { look: shown, sign: marks[shown], words: isLivedWith(worst) ? `${wordsOf(data.kind)[worst.state]}, ${words}` : words };
}

/** Of a proof: declared, effective, observed, tried, each with its sign. */
export function viewsOf(
  { data }: Model,
  { views, state }: PageEntry,
): readonly { readonly name: string; readonly look: Shown; readonly sign: string; readonly words: string }[] {
  const view = (name: string, of: PageEntry['state'] | undefined) => {
    if (of === undefined) return { name, look: 'none' as const, sign: '·', words: 'not known' };
    return { name, look: of, sign: marks[of], words: { off: 'off', unknown: 'not known', on: 'on', none: 'not its' }[of] };
  };
  return [
    {
      name: 'declared',
      look: 'none',
      sign: views?.declared === true ? '¶' : '·',
      words: views?.declared === true ? 'written' : 'not written',
    },
    view('effective', views?.effective?.state),
    view('observed', views?.observed?.state),
    { name: 'proved', look: state, sign: marks[state], words: wordsOf(data.kind)[state] },
  ];
}
