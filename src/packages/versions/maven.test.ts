import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bothWays, differences, sign, versionPairs } from '../../../test/support/version-pairs.ts';
import { compareMaven } from './maven.ts';

/** Debian's packages libmaven3-core-java and libcommons-lang3-java; or Maven's own, named by whoever runs the test. */
const jars = [process.env.MAVEN_ARTIFACT_JAR ?? '/usr/share/java/maven-artifact-3.x.jar', '/usr/share/java/commons-lang3.jar'];
const maven = existsSync(jars[0] ?? '') && spawnSync('java', ['-version']).status === 0;

describe('versions of Maven', () => {
  it.each<[string, string, string]>([
    ['1.0', '1', '0'],
    ['1.0.0', '1.0.1', '-1'],
    ['1.0-alpha-1', '1.0-beta-1', '-1'],
    ['1.0-a1', '1.0-alpha-1', '0'],
    ['1.0-cr1', '1.0-rc1', '0'],
    ['1.0-SNAPSHOT', '1.0', '-1'],
    ['1.0.RELEASE', '1.0.Final', '0'],
    ['1.0-sp1', '1.0', '1'],
    ['31.1-jre', '31.1-android', '1'],
    ['1-1', '1-sp', '1'],
    ['1-1', '1.1', '-1'],
    ['2.9.10.8', '2.9.10', '1'],
    ['9.4.0.v20161208', '9.4.0', '1'],
    ['1.constructor', '1.foo', '-1'],
    ['1.99999999999999999999', '1.99999999999999999998', '1'],
    ['', '1', '?'],
    ['1 2', '1', '?'],
    ['1-'.repeat(200), '1', '?'],
  ])('%s and %s', (a, b, order) => {
    expect(bothWays(compareMaven, a, b)).toBe(order);
  });

  it('never throws, and says of the same that it is the same', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (a, b) => {
        expect(compareMaven(a, a) ?? 0).toBe(0);
        expect(sign(compareMaven(a, b))).toBe(sign(compareMaven(a, b)));
      }),
    );
  });

  it.skipIf(!maven)('Maven itself says the same of thousands of pairs', { timeout: 60_000 }, () => {
    const pieces = [
      '0',
      '1',
      '2',
      '10',
      '01',
      '.',
      '.',
      '-',
      '-',
      'alpha',
      'a',
      'b1',
      'm',
      'rc',
      'cr',
      'ga',
      '.Final',
      '-RELEASE',
      'sp',
      'snapshot',
    ];
    const more = ['foo', 'x', '-jre', '_', '+', '20230101', '99999999999999999999', '.v2', 'constructor'];
    const real = ['1.0-M1', '2.0.0.RELEASE', '2.0.0.SR1', '31.1-jre', '31.1-android', '4.1.94.Final', '9.4.0.v20161208', '2.17.1', '2.3.1'];
    const pairs = versionPairs([...pieces, ...more], 7, real, 6000).filter(([a, b]) => a !== '' && b !== '');
    // It tells of each neighbour in the list of its arguments.
    const args = ['-cp', jars.join(':'), 'org.apache.maven.artifact.versioning.ComparableVersion', '--', ...pairs.flat()];
    const { stdout, stderr } = spawnSync('java', args, { encoding: 'utf8', maxBuffer: 1 << 26 });
    const told = [...stdout.matchAll(/^ {3}\S+ (<|==|>) \S+$/gm)].map(([, word]) => ({ '<': '-1', '==': '0' })[word ?? ''] ?? '1');
    const answers = pairs.map((_, at) => told[2 * at + 1] ?? '');
    expect([stderr, told.length]).toEqual(['', 2 * pairs.length]);
    expect(differences(pairs, answers, compareMaven)).toEqual([]);
  });
});
