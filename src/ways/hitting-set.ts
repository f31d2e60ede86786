/** Some sets of keys of which each must be hit; `worth` decides between equally small answers: more is better. */
export interface Hitting {
  readonly keys: readonly string[];
  /** No smaller set hits them all; false: the search was given up. */
  readonly fewest: boolean;
}

/** Enough for all that was met in practice; a search that takes longer is given up with what it has. */
const mostTries = 50_000;

/**
 * The fewest keys that hit every set, each of which has at least one. Sets that share no key are looked at apart, since the problem
 * is exponential in the size of what hangs together.
 */
export function hittingSet(sets: readonly ReadonlySet<string>[], worth: (key: string) => number): Hitting {
  const parts = apart(sets).map((part) => smallest(part, worth));
  return { keys: parts.flatMap(({ keys }) => keys), fewest: parts.every(({ fewest }) => fewest) };
}

/** The sets in groups that share no key with each other. */
function apart(sets: readonly ReadonlySet<string>[]): ReadonlySet<string>[][] {
  const groupOf = new Map<string, { sets: ReadonlySet<string>[]; keys: Set<string> }>();
  for (const set of sets) {
    const met = [...new Set([...set].map((key) => groupOf.get(key)).filter((group) => group !== undefined))];
    const [whole = { sets: [], keys: new Set<string>() }, ...others] = met;
    for (const other of others) {
      whole.sets.push(...other.sets);
      for (const key of other.keys) whole.keys.add(key);
    }
    whole.sets.push(set);
    for (const key of set) whole.keys.add(key);
    for (const key of whole.keys) groupOf.set(key, whole);
  }
  return [...new Set(groupOf.values())].map((group) => group.sets);
}

function smallest(sets: readonly ReadonlySet<string>[], worth: (key: string) => number): Hitting {
  let best = greedy(sets, worth);
  let tries = 0;
  const total = (keys: readonly string[]): number => keys.reduce((sum, key) => sum + worth(key), 0);
  const look = (chosen: readonly string[], open: readonly ReadonlySet<string>[]): void => {
    if (++tries > mostTries) return;
    const next = open.reduce<ReadonlySet<string> | undefined>(
      (least, set) => (least === undefined || set.size < least.size ? set : least),
      undefined,
    );
    if (next === undefined) {
      if (chosen.length < best.length || total(chosen) > total(best)) best = chosen;
      return;
    }
    if (chosen.length >= best.length) return;
    for (const key of [...next].sort((a, b) => worth(b) - worth(a)))
      look(
        [...chosen, key],
        open.filter((set) => !set.has(key)),
      );
  };
  look([], sets);
  return { keys: best, fewest: tries <= mostTries };
}

/** The key that hits most, again and again: never far off, and the bound that the search begins with. */
function greedy(sets: readonly ReadonlySet<string>[], worth: (key: string) => number): readonly string[] {
  const chosen: string[] = [];
  for (let open = sets; open.length > 0; ) {
    const hits = new Map<string, number>();
    for (const set of open) for (const key of set) hits.set(key, (hits.get(key) ?? 0) + 1);
    const [best] = [...hits].sort(([a, first], [b, second]) => second - first || worth(b) - worth(a));
    if (best === undefined) return chosen;
    chosen.push(best[0]);
    open = open.filter((set) => !set.has(best[0]));
  }
  return chosen;
}
