import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { seccomp } from './control.ts';

table(seccomp, [
  ['the profile of the engine', { linux: { seccomp: byDefault({ profile: 'default' }, 'Docker 29 default') } }, 'held', 'of the engine'],
  ['a profile of its own', { linux: { seccomp: at({ profile: 'custom', path: 'web.json' }) } }, 'held', 'web.json'],
  ['unconfined', { linux: { seccomp: at({ profile: 'unconfined' }) } }, 'broken', 'every system call'],
  ['none by default', { linux: { seccomp: byDefault({ profile: 'unconfined' }, 'Kubernetes 1.33 default') } }, 'broken'],
  ['not resolved', { linux: { seccomp: unknown('${PROFILE}') } }, 'unknown'],
  ['not known', {}, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);
