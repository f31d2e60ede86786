import { type Severity, severities } from '../model/index.ts';
import { type PageData, type PageEntry, type State, states } from './data.ts';
import type { Shown } from './words.ts';

/** The data with every entry in one form, and what is looked up in it. */
export interface Model {
  readonly data: PageData;
  readonly entries: readonly PageEntry[];
  /** By container and control, the gravest first; see `cellOf`. */
  readonly cells: readonly (readonly PageEntry[] | undefined)[];
}

export function modelOf(data: PageData): Model {
  const entries = [...data.entries];
  data.rest.forEach((numbers, container) => {
    for (let at = 0; at + 2 < numbers.length; at += 3) {
      const [control = 0, state = 0, says = 0] = numbers.slice(at, at + 3);
      entries.push({ container, control, state: states[state] ?? 'none', severity: data.controls[control]?.severity ?? 'low', says });
    }
  });
  const cells: (PageEntry[] | undefined)[] = new Array(data.containers.length * data.controls.length);
  for (const entry of entries) {
    const place = entry.container * data.controls.length + entry.control;
    const cell = cells[place];
    if (cell === undefined) cells[place] = [entry];
    else cell.push(entry);
  }
  for (const cell of cells) if (cell !== undefined && cell.length > 1) cell.sort(gravestFirst);
  return { data, entries, cells };
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
