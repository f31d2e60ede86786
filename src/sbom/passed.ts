/** What was met and not taken, by what it is: one line each, however often it was met. */
export interface Tally {
  /** `which`: "without a version". */
  add(which: string, name: string): void;
  /** "3 components without a version (a, b …)" */
  lines(what: readonly [one: string, many: string]): readonly string[];
}

const shown = 3;

export function tally(): Tally {
  const reasons = new Map<string, { count: number; names: string[] }>();
  return {
    add(which, name) {
      const reason = reasons.get(which) ?? { count: 0, names: [] };
      reason.count++;
      if (reason.names.length < shown && name !== '') reason.names.push(name.length > 100 ? `${name.slice(0, 100)}…` : name);
      reasons.set(which, reason);
    },
    lines: ([one, many]) =>
      [...reasons].map(([which, { count, names }]) => {
        const list = names.length === 0 ? '' : ` (${names.join(', ')}${count > names.length ? ' …' : ''})`;
        return `${count} ${count === 1 ? one : many} ${which}${list}`;
      }),
  };
}
