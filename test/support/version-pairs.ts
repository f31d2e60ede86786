import fc from 'fast-check';

export type Pair = readonly [string, string];

/** The same pairs at each run. */
const seed = 20261122;

/**
 * Pairs of versions that are worth comparing: made from the pieces of a grammar, where the second is often the first with one piece changed, and
 * neighbours of the versions that somebody really has.
 */
export function versionPairs(pieces: readonly string[], most: number, real: readonly string[], count: number): Pair[] {
  const piece = fc.constantFrom(...pieces);
  const version = fc.array(piece, { minLength: 1, maxLength: most });
  const changed = fc.tuple(version, fc.nat(), piece, fc.constantFrom('replace', 'insert', 'remove')).map(([list, at, other, how]): Pair => {
    const place = at % list.length;
    const after = [...list.slice(0, place), ...(how === 'remove' ? [] : [other]), ...list.slice(how === 'insert' ? place : place + 1)];
    return [list.join(''), after.join('')];
  });
  const both = fc.tuple(version, version).map(([a, b]): Pair => [a.join(''), b.join('')]);
  const made = fc.sample(fc.oneof(both, changed, changed), { seed, numRuns: count });
  const sorted = [...new Set(real)].sort();
  return [...made, ...sorted.slice(1).map((one, at): Pair => [sorted[at] ?? '', one])];
}

export const sign = (order: number | undefined): string => (order === undefined ? '?' : String(Math.sign(order) || 0));

/** How two versions stand, where the other way round they stand the other way round; else both answers. */
export function bothWays(compare: (a: string, b: string) => number | undefined, a: string, b: string): string {
  const [there, back] = [sign(compare(a, b)), sign(compare(b, a))];
  return back === (there === '?' ? '?' : sign(-Number(there))) ? there : `${there}, and the other way round ${back}`;
}

/** The lines of a list of pairs, for a program that reads them. */
export const pairLines = (pairs: readonly Pair[]): string => pairs.map(([a, b]) => `${a}\t${b}\n`).join('');

/** Those that we do not answer as a real tool does; at most twenty, to be looked at. */
export function differences(
  pairs: readonly Pair[],
  answers: readonly string[],
  compare: (a: string, b: string) => number | undefined,
): string[] {
  return pairs
    .flatMap(([a, b], at) => {
      const ours = sign(compare(a, b));
      return ours === answers[at] ? [] : [`${a} and ${b}: ${answers[at]}, ours ${ours}`];
    })
    .slice(0, 20);
}
