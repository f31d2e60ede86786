import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bothWays, differences, type Pair, pairLines, sign, versionPairs } from '../../../test/support/version-pairs.ts';
import { comparePep440 } from './pep440.ts';

/** Debian's own Python: another one may lack the package python3-packaging. */
const python = '/usr/bin/python3';
const packaging = spawnSync(python, ['-c', 'import packaging.version']).status === 0;

const ask = `
import sys
from packaging.version import Version, InvalidVersion
for line in sys.stdin:
    a, b = line.rstrip('\\n').split('\\t')
    try:
        a, b = Version(a), Version(b)
        print((a > b) - (a < b))
    except InvalidVersion:
        print('?')
`;

describe('versions of Python packages', () => {
  it.each<[string, string, string]>([
    ['1.0', '1', '0'],
    ['1.0.dev1', '1.0a1', '-1'],
    ['1.0a1', '1.0b1', '-1'],
    ['1.0rc1', '1.0', '-1'],
    ['1.0', '1.0.post1', '-1'],
    ['1!0.1', '2', '1'],
    ['v1.0', '1.0', '0'],
    ['1.0-1', '1.0.post1', '0'],
    ['1.0alpha1', '1.0a1', '0'],
    ['1.0+cu118', '1.0', '1'],
    ['1.0+1e5', '1.0+9', '-1'],
    ['1.0+Infinity', '1.0+1', '-1'],
    ['1.0+a.1', '1.0+a', '1'],
    ['2004d', '1', '?'],
    ['', '1', '?'],
    ['1.99999999999999999', '1.99999999999999998', '?'],
  ])('%s and %s', (a, b, order) => {
    expect(bothWays(comparePep440, a, b)).toBe(order);
  });

  it.skipIf(!packaging)('packaging itself says the same of thousands of pairs', () => {
    const pieces = [
      '.0',
      '.1',
      '.2',
      '.10',
      '.01',
      'a',
      'b1',
      'rc',
      'c2',
      'alpha1',
      '.dev',
      '.dev1',
      '.post',
      'post2',
      '-1',
      'r1',
      '_',
      'x',
    ];
    const more = ['+ab', '+1', '.1e5', '.A', '.12e3', '-preview1', '.99999999'];
    const made = versionPairs([...pieces, ...more], 4, ['.0', '.31.0', '.7.22', '.0.post1', '.0+cu118', '.1.dev3'], 20000);
    const starts = ['1', '0', '1!1', 'v1', '1.1', '2023'];
    const pairs = made.map(([a, b], at): Pair => [`${starts[at % 6]}${a}`, `${starts[at % 3 === 0 ? at % 6 : 0]}${b}`]);
    expect(pairs.filter(([a, b]) => sign(comparePep440(a, b)) !== '?').length).toBeGreaterThan(3000);
    const { stdout, stderr } = spawnSync(python, ['-c', ask], { input: pairLines(pairs), encoding: 'utf8', maxBuffer: 1 << 26 });
    const answers = stdout.trim().split('\n');
    expect([stderr, answers.length]).toEqual(['', pairs.length]);
    expect(differences(pairs, answers, comparePep440)).toEqual([]);
  });
});
