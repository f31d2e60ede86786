import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { apparmor } from './control.ts';

table(apparmor, [
  ['not set', {}, 'held'],
  ['the profile of the engine', { process: { apparmor: byDefault({ profile: 'default' }, 'Docker 29 default') } }, 'held'],
  ['a profile by name', { process: { apparmor: at({ profile: 'named', name: 'web' }) } }, 'held', 'web'],
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
