import parse from 'semver/functions/parse.js';

/**
 * The order of npm and Cargo: semver.org 2.0.0, item 11, by npm's own library. Build metadata does not count. Undefined: one is no such version.
 */
export function compareSemver(a: string, b: string): number | undefined {
  const [left, right] = [parse(a), parse(b)];
  return left === null || right === null ? undefined : left.compare(right);
}
