import { expect, it } from 'vitest';
import { isGrave } from './doors.ts';

it.each([
  ['bpf', ['bpf'], [], true],
  ['mount', ['mount'], [], false],
  ['mount', ['mount'], ['CAP_SYS_ADMIN'], true],
  ['mount', ['mount', 'clone3'], [], true],
  ['init_module', ['init_module', 'clone3'], [], false],
  ['mbind', ['mbind'], [], false],
])('%s among %j with %j: %s', (id, open, capabilities, grave) => {
  expect(
    isGrave(
      id,
      open.map((each) => ({ id: each })),
      new Set(capabilities),
    ),
  ).toBe(grave);
});
