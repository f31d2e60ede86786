import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matches } from './glob.ts';

it.each([
  ['/a/b', '/a/b', true],
  ['/a/*', '/a/b', true],
  ['/a/*', '/a/', false],
  ['/a/*', '/a/b/c', false],
  ['/a/**', '/a/b/c', true],
  ['/**', '/', false],
  ['/{,**}', '/', true],
  ['/a/?', '/a/b', true],
  ['/a?b', '/a/b', false],
  ['/a/{b,c/d}', '/a/c/d', true],
  ['/a/{b,{c,d}e}', '/a/de', true],
  ['/a/[bc]', '/a/c', true],
  ['/a/[^bc]', '/a/c', false],
  ['/a/[a-c]x', '/a/bx', true],
  ['/a/\\*', '/a/*', true],
  ['/a/\\*', '/a/b', false],
  ['/a//b', '/a/b', true],
  ['/proc/sys/kernel/{?,??,[^s][^h][^m]**}', '/proc/sys/kernel/core_pattern', true],
  ['/proc/sys/kernel/{?,??,[^s][^h][^m]**}', '/proc/sys/kernel/shmmax', false],
  ['/sys/[^f]*/**', '/sys/kernel/uevent_helper', true],
  ['/sys/f[^s]*/**', '/sys/firmware/efi/x', true],
  ['/a/{b', '/a/b', true],
  ['/a/[b', '/a/[b', true],
])('%s on %s: %s', (pattern, path, expected) => expect(matches(pattern, path)).toBe(expected));

it('gives up on what is too long or too deep', () => {
  expect(matches('*'.repeat(3000), '/a')).toBeUndefined();
  expect(matches('{'.repeat(60), '/a')).toBeUndefined();
});

it('never throws and stays quick on any pattern', () => {
  const piece = fc.constantFrom('*', '**', '?', '{', '}', ',', '[', ']', '^', '-', '\\', '/', 'a', 'proc');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 400 }), (pieces) => {
      expect([true, false, undefined]).toContain(matches(pieces.join(''), '/proc/sys/kernel/core_pattern'));
    }),
  );
});
