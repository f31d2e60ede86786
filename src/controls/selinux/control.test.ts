import { at, type Overrides, table } from '../../../test/support/table.ts';
import { byDefault, unknown } from '../../model/index.ts';
import { selinux } from './control.ts';

const mounted = (source: string, option: string): Overrides => ({
  mounts: [{ origin: at(1).origin, type: at('bind'), source: at(source), destination: at('/data'), options: [at(option)] }],
});

table(selinux, [
  ['not set', {}, 'held'],
  ['by default', { process: { selinux: byDefault({ disabled: false }, 'Podman 5 default') } }, 'held'],
  ['a type made with udica', { process: { selinux: at({ disabled: false, type: 'web.process' }) } }, 'held'],
  ['a level of its own', { process: { selinux: at({ disabled: false, level: 's0:c100,c200' }) } }, 'held'],
  [
    'a kernel without it',
    { process: { selinux: byDefault({ disabled: true }, 'the kernel runs no SELinux') } },
    'inapplicable',
    'no SELinux',
  ],
  ['off', { process: { selinux: at({ disabled: true }) } }, 'broken', 'does not separate'],
  ['spc_t', { process: { selinux: at({ disabled: false, type: 'spc_t' }) } }, 'broken', 'spc_t'],
  ['every category', { process: { selinux: at({ disabled: false, level: 's0-s0:c0.c1023' }) } }, 'broken', 'every other container'],
  ['off because privileged', { process: { selinux: byDefault({ disabled: true }, 'privileged: true', at(1).origin) } }, 'broken'],
  [
    'a level of another container',
    { process: { selinux: at({ disabled: false, level: 's0:c1,c2', sharedWith: ['db'] }) } },
    'broken',
    'of db',
  ],
  ['a type with more', { process: { selinux: at({ disabled: false, type: 'container_logreader_t' }) } }, 'held', 'read every log'],
  ['a type nobody knows', { process: { selinux: at({ disabled: false, type: 'web.process' }) } }, 'held', 'not in reach'],
  ['a folder that no engine relabels', mounted('/home/', 'Z'), 'broken', 'relabel /home of the host (:Z)'],
  ['a file that the host reads', mounted('/etc/localtime', 'z'), 'broken', 'relabels /etc/localtime'],
  ['a home folder', mounted('/home/me', 'Z'), 'broken', 'relabels /home/me'],
  ['a folder of its own', mounted('/srv/web', 'Z'), 'held'],
  ['a folder for all', mounted('./data', 'z'), 'broken', 'every container of the host'],
  ['no relabelling', mounted('/home', 'ro'), 'held'],
  ['a node relabels nothing', { engine: 'kubernetes', ...mounted('/home', 'Z') }, 'held'],
  ['not resolved', { process: { selinux: unknown('${LABEL}') } }, 'unknown'],
  ['Windows', { os: at('windows') }, 'inapplicable'],
]);
