import { broken, type Control, held, isUnknown, knownValue, undecided } from '../../model/index.ts';

export const noNewPrivileges: Control = {
  id: 'no-new-privileges',
  group: 'privilege',
  title: 'The process and its children cannot gain privileges by executing a program',
  stops: 'A set-uid program or a file with capabilities inside the image gives an intruder nothing more than they had.',
  why: 'The kernel flag no_new_privs makes execve ignore set-uid bits and file capabilities. It costs nothing unless the workload itself relies on sudo, ping or another set-uid program.',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  judges: ['container'],
  references: {
    pss: ['allowPrivilegeEscalation'],
    cisDocker: ['5.25'],
    cisKubernetes: ['5.2.6'],
  },
  judge({ process: { noNewPrivileges: field } }) {
    if (isUnknown(field)) return undecided(field);
    if (knownValue(field)) return held('no_new_privs is set', field);
    return broken('a set-uid program inside can raise the privileges of the process', field);
  },
  harden: () => [{ set: 'process.noNewPrivileges', to: true }],
};
