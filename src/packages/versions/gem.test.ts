import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bothWays, differences, type Pair, pairLines, versionPairs } from '../../../test/support/version-pairs.ts';
import { compareGem } from './gem.ts';

const ruby = spawnSync('ruby', ['--version']).status === 0;

const ask = `STDIN.each_line(chomp: true) do |line|
  a, b = line.split("\\t", -1)
  puts(begin; Gem::Version.new(a) <=> Gem::Version.new(b); rescue ArgumentError; '?'; end)
end`;

describe('versions of Ruby gems', () => {
  it.each<[string, string, string]>([
    ['1.0', '1', '0'],
    ['1.0.0', '1.0.1', '-1'],
    ['1.0.a', '1.0', '-1'],
    ['1.0.rc1', '1.0.rc2', '-1'],
    ['1.0.b1', '1.0.a.2', '1'],
    ['1.0-1', '1.0.pre.1', '0'],
    ['1.a.0', '1.a', '0'],
    ['7.0.4.3', '7.0.10', '-1'],
    ['1.a.b', '1.a.0', '-1'],
    ['', '0', '0'],
    ['x', '1', '?'],
    ['1..2', '1', '?'],
    ['1.9999999999999999', '1.9999999999999998', '?'],
  ])('%s and %s', (a, b, order) => {
    expect(bothWays(compareGem, a, b)).toBe(order);
  });

  it.skipIf(!ruby)('RubyGems itself says the same of thousands of pairs', () => {
    const pieces = [
      '.0',
      '.1',
      '.2',
      '.10',
      '.01',
      '.0.0',
      '.a',
      '.b',
      '.rc',
      '.pre',
      '.rc1',
      '.1a',
      '-1',
      '-a',
      '.A',
      '.a1',
      '.',
      'x',
      ' ',
    ];
    const real = ['.0.4.3', '.0.4', '.2.0.rc1', '.0.0.beta2', '.13.10', '.13.9-x86'];
    const made = versionPairs(pieces, 6, real, 12000).filter(([a, b]) => (a + b).trim() === a + b);
    const pairs = made.map(([a, b]): Pair => [`1${a}`, `1${b}`]);
    const { stdout, stderr } = spawnSync('ruby', ['-e', ask], { input: pairLines(pairs), encoding: 'utf8', maxBuffer: 1 << 26 });
    const answers = stdout.trim().split('\n');
    expect([stderr, answers.length]).toEqual(['', pairs.length]);
    expect(answers.filter((answer) => answer !== '?').length).toBeGreaterThan(3000);
    expect(differences(pairs, answers, compareGem)).toEqual([]);
  });
});
