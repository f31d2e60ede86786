import { expect, it } from 'vitest';
import { cpuTime } from '../../test/support/cpu-time.ts';
import { matchesPath } from './path-pattern.ts';

it.each([
  ['/proc/*', '/proc/kcore', true],
  ['/proc/*', '/proc/sys/kernel', false],
  ['/proc/k*e', '/proc/kcore', true],
  ['/proc/?core', '/proc/kcore', true],
  ['/proc/?core', '/proc/core', false],
  ['/*/*', '/sys/firmware', true],
  ['/proc/acpi', '/proc/acpi', true],
  ['/proc/acp', '/proc/acpi', false],
  ['', '/proc', false],
  ['**', 'abc', true],
  ['a*b*c', 'aXbYbZc', true],
])('%s against %s: %s', (pattern, path, expected) => {
  expect(matchesPath(pattern, path)).toBe(expected);
});

it('takes no longer than the pattern times the path', () => {
  const started = cpuTime();
  expect(matchesPath(`${'*a'.repeat(2_000)}b`, 'a'.repeat(20_000))).toBe(false);
  expect(cpuTime() - started).toBeLessThan(5_000);
});
