import { at, table } from '../../../test/support/table.ts';
import { type AppArmorReach, byDefault, unknown } from '../../model/index.ts';
import { apparmor } from './control.ts';

const read = (reach: Partial<AppArmorReach>) => ({
  process: {
    apparmor: at({ profile: 'named' as const, name: 'web' }),
    apparmorReach: byDefault<AppArmorReach>(
      { file: 'apparmor/web', line: 3, mode: 'enforce', open: [], unsure: [], ...reach },
      'apparmor/web',
    ),
  },
});

table(apparmor, [
  ['not set', {}, 'held'],
  ['the profile of the engine', { process: { apparmor: byDefault({ profile: 'default' }, 'Docker 29 default') } }, 'held'],
  ['a profile by name', { process: { apparmor: at({ profile: 'named', name: 'web' }) } }, 'held', 'web'],
  ['a profile in reach that shuts all', read({}), 'held', 'apparmor/web:3'],
  ['a profile that only complains', read({ mode: 'complain' }), 'broken', 'denies nothing'],
  ['a profile that is unconfined', read({ mode: 'unconfined' }), 'broken', 'is unconfined'],
  [
    'a profile with a way out',
    read({ open: [{ id: 'mount', at: { file: 'apparmor/web', line: 9 } }] }),
    'broken',
    'mount what it likes (line 9)',
  ],
  ['a way out in an included file', read({ open: [{ id: 'mount', at: { file: 'more', line: 9 } }] }), 'broken', 'more:9'],
  ['a profile that is not understood', read({ unsure: ['mount', 'ptrace', 'efi'] }), 'unknown', 'and 1 more rests on'],
  ['unconfined', { process: { apparmor: at({ profile: 'unconfined' }) } }, 'broken', 'does not confine'],
  ['off because privileged', { process: { apparmor: byDefault({ profile: 'unconfined' }, 'privileged: true', at(1).origin) } }, 'broken'],
  [
    'a rootless engine, which can load none',
    { process: { apparmor: byDefault({ profile: 'unconfined' }, 'Podman 5.8 rootless default: no profile can be loaded') } },
    'inapplicable',
    'rootless',
  ],
  ['not resolved', { process: { apparmor: unknown('${PROFILE}') } }, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);
