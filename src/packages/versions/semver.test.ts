import { describe, expect, it } from 'vitest';
import { bothWays } from '../../../test/support/version-pairs.ts';
import { compareSemver } from './semver.ts';

// semver.org 2.0.0, item 11.
describe('semantic versions', () => {
  it.each<[string, string, string]>([
    ['1.0.0', '2.0.0', '-1'],
    ['2.1.0', '2.1.1', '-1'],
    ['1.0.0-alpha', '1.0.0-alpha.1', '-1'],
    ['1.0.0-alpha.1', '1.0.0-alpha.beta', '-1'],
    ['1.0.0-beta.2', '1.0.0-beta.11', '-1'],
    ['1.0.0-rc.1', '1.0.0', '-1'],
    ['1.0.0+a', '1.0.0+b', '0'],
    ['1.0.0', '1.0.0-0', '1'],
    ['1.0', '1.0.0', '?'],
    ['', '1.0.0', '?'],
    ['1.0.0.0', '1.0.0', '?'],
    ['latest', '1.0.0', '?'],
  ])('%s and %s', (a, b, order) => {
    expect(bothWays(compareSemver, a, b)).toBe(order);
  });
});
