import { type Severity, severities } from '../../model/index.ts';
import type { PageEntry } from '../data.ts';
import { groupBy } from '../group.ts';
import { isOpen, severityWeight } from '../model.ts';
import type { Found } from '../store.ts';

export type By = 'control' | 'container';

/** Entries of one control or one container. */
export interface Group {
  /** Its place among the controls or containers. */
  readonly at: number;
  /** The gravest first. */
  readonly entries: readonly PageEntry[];
}

/** What is to be looked at: what is open, unless somebody asked for other states. The gravest groups first, then the largest. */
export function groupsOf({ entries, filter }: Found, by: By): readonly Group[] {
  const asked = filter.shown.size > 0 ? entries : entries.filter(isOpen);
  const groups = [...groupBy(asked, (entry) => entry[by])].map(([at, own]) => ({ at, entries: own }));
  const weights = new Map(groups.map((group) => [group, countsOf(group.entries)]));
  return groups.sort((one, other) => heavier(weights.get(one), weights.get(other)));
}

export type Counts = Readonly<Record<Severity | 'unknown' | 'rest', number>>;

/** How many are off at each severity, how many are not decided, and how many are neither. */
export function countsOf(entries: readonly PageEntry[]): Counts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0, rest: 0 };
  for (const entry of entries) counts[!isOpen(entry) ? 'rest' : entry.state === 'unknown' ? 'unknown' : entry.severity]++;
  return counts;
}

function heavier(one: Counts | undefined, other: Counts | undefined): number {
  for (const key of [...severities.toSorted((a, b) => severityWeight(a) - severityWeight(b)), 'unknown', 'rest'] as const) {
    const difference = (other?.[key] ?? 0) - (one?.[key] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
