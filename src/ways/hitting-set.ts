/** The keys that hit some sets. */
export interface Hitting {
  readonly keys: readonly string[];
  /** Nothing cheaper hits them all; false: the search was given up. */
  readonly fewest: boolean;
}

/** What a key costs (at least 1), and what decides between answers of the same cost: more worth is better. */
export interface Scale {
  readonly cost: (key: string) => number;
  readonly worth: (key: string) => number;
}

/** Enough for all that was met in practice; a search that takes longer is given up with what it has. */
const mostTries = 50_000;

/**
 * The cheapest keys that hit every set, each of which has at least one. Sets that share no key are looked at apart, since the problem
 * is exponential in the size of what hangs together.
 */
export function hittingSet(sets: readonly ReadonlySet<string>[], scale: Scale): Hitting {
  const parts = apart(sets).map((part) => cheapest(part, scale));
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

function cheapest(sets: readonly ReadonlySet<string>[], scale: Scale): Hitting {
  const { cost, worth } = scale;
  const sum = (keys: readonly string[], of: (key: string) => number): number => keys.reduce((total, key) => total + of(key), 0);
  let best = greedy(sets, scale);
  let tries = 0;
  const look = (chosen: readonly string[], spent: number, open: readonly ReadonlySet<string>[]): void => {
    if (++tries > mostTries) return;
    const next = fewestKeys(open);
    if (next === undefined) {
      const gain = sum(best, cost) - spent || sum(chosen, worth) - sum(best, worth);
      if (gain > 0) best = chosen;
      return;
    }
    for (const key of [...next].sort((a, b) => cost(a) - cost(b) || worth(b) - worth(a))) {
      const all = spent + cost(key);
      if (all > sum(best, cost)) continue;
      const left = open.filter((set) => !set.has(key));
      look([...chosen, key], all, left);
    }
  };
  look([], 0, sets);
  return { keys: best, fewest: tries <= mostTries };
}

const fewestKeys = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> | undefined =>
  sets.reduce<ReadonlySet<string> | undefined>((least, set) => (least === undefined || set.size < least.size ? set : least), undefined);

/** The key that hits most for its cost, again and again: never far off, and the bound that the search begins with. */
function greedy(sets: readonly ReadonlySet<string>[], { cost, worth }: Scale): readonly string[] {
  const chosen: string[] = [];
  for (let open = sets; open.length > 0; ) {
    const hits = new Map<string, number>();
    for (const set of open) for (const key of set) hits.set(key, (hits.get(key) ?? 0) + 1 / cost(key));
    const [best] = [...hits].sort(([a, first], [b, second]) => second - first || worth(b) - worth(a));
    if (best === undefined) return chosen;
    chosen.push(best[0]);
    open = open.filter((set) => !set.has(best[0]));
  }
  return chosen;
}
