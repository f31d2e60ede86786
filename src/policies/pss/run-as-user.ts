import { nonRootUser } from '../../controls/non-root-user/control.ts';
import { broken, type Pod } from '../../model/index.ts';
import { type Check, forbid, type Subject, userNamespace } from './check.ts';

export const runAsUser: Check = {
  id: 'runAsUser',
  level: 'restricted',
  control: nonRootUser,
  passes: 'does not set runAsUser: 0',
  revisions: [
    { since: 23, pod, container },
    { since: 35, pod, container, spares: userNamespace },
  ],
};

/** The pod's own 0 counts even where every container says otherwise. */
function pod({ security }: Pod) {
  return forbid(security.runAsUser, (uid, field) => (uid === 0 ? broken('the pod sets runAsUser: 0', field, { remedy: [] }) : undefined));
}

function container({ own }: Subject) {
  return forbid(own.security.runAsUser, (uid, field) => (uid === 0 ? broken('sets runAsUser: 0', field) : undefined));
}
