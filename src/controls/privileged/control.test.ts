import { expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { privileged } from './control.ts';

table(privileged, [
  ['not set', {}, 'held'],
  ['false', { privileged: at(false) }, 'held'],
  ['false by default', { privileged: byDefault(false, 'Docker 29 default') }, 'held'],
  ['true', { privileged: at(true) }, 'broken', 'every privilege on the host'],
  [
    'true in a user namespace',
    { privileged: at(true), linux: { namespaces: { user: at({ mode: 'private' }) } } },
    'broken',
    'inside its user namespace',
  ],
  ['not resolved', { privileged: unknown('${PRIV}') }, 'unknown'],
  ['Windows', { os: at('windows'), privileged: at(true) }, 'inapplicable'],
]);

it('is less grave in a user namespace', () => {
  const parts = { privileged: at(true), linux: { namespaces: { user: at({ mode: 'private' as const }) } } };
  expect(privileged.judge(container(parts))).toMatchObject({ severity: 'high' });
});
