import { type Severity, severities } from '../model/index.ts';
import { type PageData, type PageEntry, type State, states } from './data.ts';
import type { Shown } from './words.ts';

/** The data with every entry in one form, and what is looked up in it. */
export interface Model {
  readonly data: PageData;
  /** The gravest first. */
  readonly entries: readonly PageEntry[];
  /** By container and control, the gravest first; see `cellOf`. */
  readonly cells: readonly (readonly PageEntry[] | undefined)[];
  /** By container: its place when the gravest come first. */
  readonly order: readonly number[];
  /** What is searched, in small letters. */
  readonly low: { readonly containers: readonly string[]; readonly controls: readonly string[]; readonly texts: readonly string[] };
}

export function modelOf(data: PageData): Model {
  const entries = [...data.entries];
  data.rest.forEach((numbers, container) => {
    for (let at = 0; at + 2 < numbers.length; at += 3) {
      const [control = 0, state = 0, says = 0] = numbers.slice(at, at + 3);
      entries.push({ container, control, state: states[state] ?? 'none', severity: data.controls[control]?.severity ?? 'low', says });
    }
  });
  entries.sort(gravestFirst);
  const cells: (PageEntry[] | undefined)[] = new Array(data.containers.length * data.controls.length);
  for (const entry of entries) {
    const place = entry.container * data.controls.length + entry.control;
    const cell = cells[place];
    if (cell === undefined) cells[place] = [entry];
    else cell.push(entry);
  }
  return { data, entries, cells, order: orderOf(data, entries), low: lowOf(data) };
}

const lowOf = ({ containers, controls, texts }: PageData): Model['low'] => ({
  containers: containers.map(({ name, file, line }) => `${name} ${file}:${line}`.toLowerCase()),
  controls: controls.map(({ id, title, group }) => `${id} ${title} ${group}`.toLowerCase()),
  texts: texts.map((text) => text.toLowerCase()),
});

/** By how many are off at each severity, the highest severity first. */
function orderOf({ containers }: PageData, entries: readonly PageEntry[]): readonly number[] {
  const counts = containers.map(() => severities.map(() => 0));
  for (const entry of entries) {
    const own = counts[entry.container];
    const at = severityWeight(entry.severity);
    if (own !== undefined && entry.state === 'off' && !isLivedWith(entry)) own[at] = (own[at] ?? 0) + 1;
  }
  const graver = (one: number, other: number): number => {
    const at = severities.findIndex((_, place) => counts[one]?.[place] !== counts[other]?.[place]);
    return at < 0 ? one - other : (counts[other]?.[at] ?? 0) - (counts[one]?.[at] ?? 0);
  };
  const order: number[] = new Array(containers.length);
  for (const [place, at] of containers
    .map((_, index) => index)
    .sort(graver)
    .entries())
    order[at] = place;
  return order;
}

export const cellOf = ({ data, cells }: Model, container: number, control: number): readonly PageEntry[] =>
  cells[container * data.controls.length + control] ?? [];

export const isLivedWith = ({ accepted, baseline }: PageEntry): boolean => accepted !== undefined || baseline !== undefined;

export const shownOf = (entry: PageEntry): Shown => {
  if (entry.accepted !== undefined) return 'accepted';
  return entry.baseline === undefined ? entry.state : 'baseline';
};

/** Open, or what could not be told: what is to be looked at. */
export const isOpen = (entry: PageEntry): boolean => (entry.state === 'off' || entry.state === 'unknown') && !isLivedWith(entry);

const stateWeight = (entry: PageEntry): number => states.indexOf(entry.state as State) + (isLivedWith(entry) ? 2 : 0);
export const severityWeight = (severity: Severity): number => severities.length - 1 - severities.indexOf(severity);

/** What is off before what is on, then by severity. */
export const gravestFirst = (one: PageEntry, other: PageEntry): number =>
  stateWeight(one) - stateWeight(other) || severityWeight(one.severity) - severityWeight(other.severity);
