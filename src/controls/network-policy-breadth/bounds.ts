import type { Verdict } from '../../model/index.ts';

/** Of one pod and one kind, more rules than this are counted and not told one by one: each pod of a run may have all the rules of the run. */
const most = 20;

/** Verdicts by kind (grave, told to those who ask for every measure, undecided): the first ones, and how many there are. */
export type Counted = ReadonlyMap<string, { readonly count: number; readonly first: readonly Verdict[] }>;

export function counted(verdicts: readonly Verdict[]): Counted {
  const kinds = new Map<string, { count: number; first: Verdict[] }>();
  for (const verdict of verdicts) {
    const kind = kindOf(verdict);
    const seen = kinds.get(kind) ?? { count: 0, first: [] };
    kinds.set(kind, seen);
    seen.count++;
    if (seen.count <= most + 1) seen.first.push(verdict);
  }
  return kinds;
}

/** The first verdicts of each kind, and how many more there are. */
export function inBounds(policies: readonly Counted[]): Verdict[] {
  const kinds = new Map<string, { count: number; first: Verdict[] }>();
  for (const counts of policies) {
    for (const [kind, { count, first }] of counts) {
      const seen = kinds.get(kind) ?? { count: 0, first: [] };
      kinds.set(kind, { count: seen.count + count, first: [...seen.first, ...first.slice(0, most + 1 - seen.first.length)] });
    }
  }
  return [...kinds.values()].flatMap(({ count, first }) => {
    const next = first[most];
    return next === undefined ? first : [...first.slice(0, most), summary(next, count - most)];
  });
}

const kindOf = (verdict: Verdict): string => (verdict.outcome === 'broken' ? `broken ${verdict.level ?? ''}` : verdict.outcome);

function summary(next: Verdict, count: number): Verdict {
  const others = `${count} more rules of its network policies`;
  if (next.outcome === 'broken') return { ...next, detail: `${others} let through as much` };
  return next.outcome === 'unknown' ? { ...next, because: `${others} are to be filled in` } : next;
}
