import { expect, it } from 'vitest';
import { at, container, type Overrides, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { maskedPaths } from './control.ts';

const usual = byDefault(['/proc/kcore'], 'Docker 29 default');

table(maskedPaths, [
  ['the usual', { linux: { maskedPaths: usual, readonlyPaths: usual } }, 'held'],
  ['nothing is known to be changed', {}, 'held'],
  ['all uncovered', { linux: { unmask: [at('ALL')], maskedPaths: byDefault([], 'unmask') } }, 'broken', 'every masked'],
  ['one uncovered', { linux: { unmask: [at('/proc/kcore')], maskedPaths: usual } }, 'broken', 'uncovers /proc/kcore'],
  ['an empty list', { linux: { maskedPaths: at([]) } }, 'broken', 'hidden'],
  ['nothing read-only', { linux: { maskedPaths: usual, readonlyPaths: at([]) } }, 'broken', 'writing'],
  ['privileged', { linux: { maskedPaths: byDefault([], 'privileged: true', at(1).origin) } }, 'broken'],
  ['an entry not resolved', { linux: { unmask: [unknown('${P}')], maskedPaths: usual } }, 'unknown'],
  ['not resolved', { linux: { maskedPaths: unknown('${P}') } }, 'unknown'],
  ['read-only paths not resolved', { linux: { maskedPaths: usual, readonlyPaths: unknown('${P}') } }, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);

it.each<[string, Overrides, string]>([
  ['root', { process: { user: at({ uid: 0 }) } }, 'high'],
  ['nobody knows who', {}, 'high'],
  ['an ordinary user', { process: { user: at({ uid: 1000 }) } }, 'medium'],
  ['a user namespace', { linux: { namespaces: { user: at({ mode: 'private' }) } } }, 'low'],
])('masked-paths: severity for %s', (_, parts, severity) => {
  const linux = { ...parts.linux, maskedPaths: at([]) };
  expect(maskedPaths.judge(container({ ...parts, linux }))).toMatchObject({ severity });
});
