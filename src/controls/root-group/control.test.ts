import { expect, it } from 'vitest';
import { at, container, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { rootGroup } from './control.ts';

const user = at({ uid: 1000 });

table(rootGroup, [
  ['a group', { process: { user, group: at({ gid: 1000 }) } }, 'held', 'group 1000'],
  ['the group 0', { process: { user, group: at({ gid: 0 }) } }, 'broken', 'gid 0'],
  ['the name root', { process: { user, group: at({ name: 'root' }) } }, 'broken'],
  ['0 by default', { process: { user, group: byDefault({ gid: 0 }, 'Docker 29 default') } }, 'broken'],
  ['no group given', { process: { user } }, 'unknown', 'gets group 0'],
  ['not resolved', { process: { user, group: unknown('${GID}') } }, 'unknown'],
  [
    'root as an additional group',
    { process: { user, group: at({ gid: 1000 }), additionalGroups: [at({ gid: 44 }), at({ gid: 0 })] } },
    'broken',
    'as well',
  ],
  ['an additional group not resolved', { process: { user, group: at({ gid: 1000 }), additionalGroups: [unknown('${G}')] } }, 'unknown'],
  ['user not known', { process: { user: unknown('not looked at'), group: unknown('not looked at') } }, 'inapplicable'],
  ['user not known, group root', { process: { user: unknown('not looked at'), group: at({ gid: 0 }) } }, 'broken'],
  ['it is root anyway', { process: { user: at({ uid: 0 }), group: at({ gid: 0 }) } }, 'inapplicable', 'non-root-user'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);

it('keeps the user where the group stands behind it', () => {
  const process = { user, group: at({ gid: 0 }) };
  expect(rootGroup.harden(container({ process }))).toEqual([{ set: 'process.user', to: '1000:10001' }]);
  expect(rootGroup.harden(container({ engine: 'kubernetes', process }))).toEqual([{ set: 'process.group', to: 10001 }]);
});

it('takes away just what is wrong', () => {
  const parts = container({ process: { user, group: at({ gid: 5 }), additionalGroups: [at({ gid: 0 })] } });
  expect(rootGroup.harden(parts)).toEqual([{ set: 'process.additionalGroups.remove', to: ['0'] }]);
});

it('leaves the user alone where only an additional group is wrong', () => {
  const process = { user: unknown('not looked at'), group: unknown('not looked at'), additionalGroups: [at({ name: 'root' })] };
  expect(rootGroup.judge(container({ process }))).toMatchObject([
    { outcome: 'inapplicable' },
    { remedy: [{ set: 'process.additionalGroups.remove', to: ['root'] }] },
  ]);
});
