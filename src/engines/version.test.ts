import { describe, expect, it } from 'vitest';
import { compareVersions, inForce, theOne } from './version.ts';

describe('compareVersions', () => {
  it.each([
    ['20.10.14', '20.10.2', 1],
    ['4.9', '4.10', -1],
    ['28.0.2', '28.0.2', 0],
    ['28', '28.5.2', 1],
    ['1.33', '1.33.6', 1],
    ['29.0.0-rc.1', '29.0.0', 0],
    ['23.0.1', '23.0', -1],
  ])('%s against %s', (a, b, expected) => {
    expect(compareVersions(a, b)).toBe(expected);
  });
});

describe('inForce', () => {
  const backported = [{ value: 'x', since: ['20.10.27', '23.0.8', '25.0.0'] }];
  it.each([
    ['20.10.26', []],
    ['20.10.27', ['x']],
    ['20.10', ['x']],
    ['23.0.7', []],
    ['23.0.8', ['x']],
    ['23', ['x']],
    ['24.0.9', []],
    ['25.0.0', ['x']],
    ['31.1', ['x']],
  ])('a fact that older lines received by a patch release, at %s', (version, expected) => {
    expect(inForce(backported, version)).toEqual(expected);
  });

  it('ends before the version that is without it', () => {
    expect(inForce([{ value: 'x', until: '5.4.0' }], '5.3.9')).toEqual(['x']);
    expect(inForce([{ value: 'x', until: '5.4.0' }], '5.4.0')).toEqual([]);
  });
});

it('theOne of rows that exclude each other', () => {
  const rows = [
    { value: 'old', until: '2.0' },
    { value: 'new', since: ['2.0.0'] },
  ];
  expect(theOne(rows, '1.9')).toBe('old');
  expect(theOne(rows, '2.1')).toBe('new');
});
