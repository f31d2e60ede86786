import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bothWays, differences, pairLines, versionPairs } from '../../../test/support/version-pairs.ts';
import { compareDpkg } from './dpkg.ts';

const isThere = spawnSync('dpkg-query', ['--version']).status === 0;

describe('versions of dpkg', () => {
  it.each<[string, string, string]>([
    ['1.0', '1.0', '0'],
    ['1.0-1', '1.0-1+deb12u1', '-1'],
    ['1.0~rc1', '1.0', '-1'],
    ['1.0', '1.0+b1', '-1'],
    ['1:0.1', '9', '1'],
    ['0:1', '1', '0'],
    ['1.0-0', '1.0', '0'],
    ['1.9', '1.10', '-1'],
    ['a.1', 'a~1', '1'],
    ['1.0a', '1.0+', '-1'],
    ['', '1', '?'],
    ['1 2', '1', '?'],
    ['x:1', '1', '?'],
    ['1-', '1', '?'],
    ['1:', '1', '?'],
    ['4294967296:1', '1', '?'],
    [`1.${'9'.repeat(400)}`, `1.${'9'.repeat(401)}`, '-1'],
  ])('%s and %s', (a, b, order) => {
    expect(bothWays(compareDpkg, a, b)).toBe(order);
  });

  const pieces = [...'0123', '10', '00', '01', '9', 'a', 'b', 'A', '~', '~~', '+', '.', '..', '-', ':', '1:', '~rc', '+b1', '-1'];
  const pairs = versionPairs(pieces, 7, installed(), 3000).filter((pair) => pair.every((one) => /^[^-]/.test(one)));

  // dpkg is told of the pair by its arguments, so it is a process a pair. 2: it says that one of them is no version.
  it.skipIf(!isThere)('dpkg itself says the same of thousands of pairs', () => {
    expect(pairs.length).toBeGreaterThan(2000);
    const ask = `tab=$(printf '\\t'); while IFS="$tab" read -r a b; do
      dpkg --compare-versions "$a" lt "$b" 2>/dev/null; one=$?
      if [ $one = 0 ]; then echo -1; elif [ $one = 2 ]; then echo '?'
      elif dpkg --compare-versions "$a" eq "$b" 2>/dev/null; then echo 0; else echo 1; fi; done`;
    const answers = execFileSync('sh', ['-c', ask], { input: pairLines(pairs), encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(answers.length).toBe(pairs.length);
    expect(differences(pairs, answers, compareDpkg)).toEqual([]);
  });
});

function installed(): string[] {
  if (!isThere) return [];
  return execFileSync('dpkg-query', ['-W', '-f', '${Version}\\n'], { encoding: 'utf8' }).trim().split('\n');
}
