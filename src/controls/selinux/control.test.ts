import { at, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { selinux } from './control.ts';

table(selinux, [
  ['not set', {}, 'held'],
  ['by default', { process: { selinux: byDefault({ disabled: false }, 'Podman 5 default') } }, 'held'],
  ['a type made with udica', { process: { selinux: at({ disabled: false, type: 'web.process' }) } }, 'held'],
  ['a level of its own', { process: { selinux: at({ disabled: false, level: 's0:c100,c200' }) } }, 'held'],
  ['off', { process: { selinux: at({ disabled: true }) } }, 'broken', 'does not separate'],
  ['spc_t', { process: { selinux: at({ disabled: false, type: 'spc_t' }) } }, 'broken', 'spc_t'],
  ['every category', { process: { selinux: at({ disabled: false, level: 's0-s0:c0.c1023' }) } }, 'broken', 'every other container'],
  ['off because privileged', { process: { selinux: byDefault({ disabled: true }, 'privileged: true', at(1).origin) } }, 'broken'],
  ['not resolved', { process: { selinux: unknown('${LABEL}') } }, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);
