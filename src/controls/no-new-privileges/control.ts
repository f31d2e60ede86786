import { signOfSetUid } from '../../facts/needs.ts';
import { broken, type Control, held, isUnknown, knownValue, runsAsRoot, undecided } from '../../model/index.ts';

export const noNewPrivileges: Control = {
  id: 'no-new-privileges',
  group: 'privilege',
  title: 'The process and its children cannot gain privileges by executing a program',
  stops: 'A set-uid program or a file with capabilities inside the image gives an intruder nothing more than they had.',
  why: 'The kernel flag no_new_privs makes execve ignore set-uid bits and file capabilities; once set it is never taken back. It costs nothing unless the workload itself relies on sudo, su or another set-uid program: "effective uid is not 0" or "must be setuid root" in the log is the sign. An entry point that starts as root and steps down with gosu or setpriv works with it. Kubernetes sets it with allowPrivilegeEscalation: false, which it refuses beside privileged: true.',
  severity: 'medium',
  gain: 'privileges',
  level: 'recommended',
  judges: ['container'],
  kernel: 'linux',
  risk: (container) => {
    const sign = signOfSetUid(container);
    return sign === undefined
      ? { safe: true, because: 'nothing in its declaration raises its privileges by executing a file: no sudo, su or set-uid program' }
      : {
          safe: false,
          because: `there is a sign of a set-uid program: ${sign}`,
          test: 'Use the function that needs it; "must be setuid root" in the log means that it does',
        };
  },
  references: {
    pss: ['allowPrivilegeEscalation'],
    cisDocker: ['2.14', '5.26'],
    cisKubernetes: ['5.2.6'],
    nsaCisa: ['Pod security enforcement'],
    nist800190: ['4.4.3'],
    mitre: ['T1068'],
  },
  judge(container) {
    const { noNewPrivileges: field } = container.process;
    if (isUnknown(field)) return undecided(field);
    if (knownValue(field)) return held('no_new_privs is set', field);
    // Root gains little: it holds already what its bounding set allows.
    const severity = runsAsRoot(container) ? 'low' : 'medium';
    return broken('a set-uid program inside can raise the privileges of the process', field, { severity });
  },
  harden: () => [{ set: 'process.noNewPrivileges', to: true }],
};
