import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sign } from '../../../test/support/version-pairs.ts';
import { compareApk } from './apk.ts';

// Debian has no apk-tools, so that each of these follows from the text of apk-package(5), from the oldest to the newest.
const ascending = [
  [
    '1.0_alpha-r0',
    '1.0_alpha1-r0',
    '1.0_alpha2-r0',
    '1.0_beta-r0',
    '1.0_pre-r0',
    '1.0_rc1-r0',
    '1.0_rc10-r0',
    '1.0-r0',
    '1.0-r1',
    '1.0-r10',
  ],
  ['1.0', '1.0_cvs', '1.0_svn', '1.0_git', '1.0_git20200101', '1.0_hg', '1.0_p', '1.0_p1', '1.0_p2_alpha', '1.0_p2', '1.0_p2_p1'],
  ['0.9', '0.10', '1', '1.0', '1.02', '1.1', '1.1a', '1.1b', '1.1.1', '1.9', '1.10', '1.10.1', '2', '10'],
  ['1.0_rc1', '1.0', '1.0~abc', '1.0_git', '1.0a', '1.0.1'],
];
const ordered = ascending.map((list) => list.filter((_, at) => list.indexOf(list[at] ?? '') === at));

describe('versions of apk', () => {
  it.each(ordered.flatMap((list) => list.flatMap((a, one) => list.slice(one + 1).map((b): [string, string] => [a, b]))))(
    '%s is older than %s',
    (a, b) => {
      expect([sign(compareApk(a, b)), sign(compareApk(b, a))]).toEqual(['-1', '1']);
    },
  );

  it.each(['', 'abc', '1.', '1..2', '1.a', '1.0-1', '1.0-r', '1_unknown', '1.0a.1', '1.0A', '1.0 ', '1~x', '1-r1_p1', '1'.repeat(2000)])(
    '%j is none',
    (text) => expect([compareApk(text, '1'), compareApk('1', text)]).toEqual([undefined, undefined]),
  );

  it('an order: whoever is compared, and in whichever order', () => {
    const number = fc.constantFrom('0', '1', '2', '10', '01', '010');
    const version = fc
      .tuple(
        fc.array(number, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', 'a', 'b'),
        fc.array(fc.constantFrom('_alpha', '_rc1', '_git', '_p1', '_p'), { maxLength: 2 }),
        fc.constantFrom('', '~1f'),
        fc.constantFrom('', '-r0', '-r1', '-r10'),
      )
      .map(([numbers, letter, suffixes, hash, revision]) => `${numbers.join('.')}${letter}${suffixes.join('')}${hash}${revision}`);
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(sign(compareApk(a, b))).toBe(sign(-(compareApk(b, a) ?? Number.NaN)));
        expect(sign(compareApk(a, a))).toBe('0');
      }),
    );
  });
});
