import type { Verdict } from '../../model/index.ts';

/** Of one pod and one kind, more rules than this are counted and not told one by one: each pod of a run may have all the rules of the run. */
const most = 20;

/** The first verdicts of each kind (grave, told to those who ask for every measure, undecided), and how many more there are. */
export function inBounds(policies: readonly (readonly Verdict[])[]): Verdict[] {
  const kinds = new Map<string, { count: number; next?: Verdict }>();
  const told: Verdict[] = [];
  for (const verdicts of policies) {
    for (const verdict of verdicts) {
      const kind = kindOf(verdict);
      const seen = kinds.get(kind) ?? { count: 0 };
      kinds.set(kind, seen);
      seen.count++;
      if (seen.count <= most) told.push(verdict);
      else seen.next ??= verdict;
    }
  }
  for (const { count, next } of kinds.values()) if (next !== undefined) told.push(summary(next, count - most));
  return told;
}

const kindOf = (verdict: Verdict): string => (verdict.outcome === 'broken' ? `broken ${verdict.level ?? ''}` : verdict.outcome);

function summary(next: Verdict, count: number): Verdict {
  const others = `${count} more rules of its network policies`;
  if (next.outcome === 'broken') return { ...next, detail: `${others} let through as much` };
  return next.outcome === 'unknown' ? { ...next, because: `${others} are to be filled in` } : next;
}
