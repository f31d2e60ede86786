import { expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { noNewPrivileges } from './control.ts';

table(noNewPrivileges, [
  ['written true', { process: { noNewPrivileges: at(true) } }, 'held'],
  ['written false', { process: { noNewPrivileges: at(false) } }, 'broken'],
  ['off by default', { process: { noNewPrivileges: byDefault(false, 'Docker 29 default') } }, 'broken'],
  ['not set', {}, 'broken'],
  ['not resolved', { process: { noNewPrivileges: unknown('${X} is not set') } }, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);

it('is less grave for root, who has nothing left to gain', () => {
  expect(noNewPrivileges.judge(container({ process: { user: at({ uid: 0 }) } }))).toMatchObject({ severity: 'low' });
  expect(noNewPrivileges.judge(container())).toMatchObject({ severity: 'medium' });
});
