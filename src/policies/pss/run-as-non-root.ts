import { nonRootUser } from '../../controls/non-root-user/control.ts';
import { broken, isUnknown, type Pod, undecided, type Verdict } from '../../model/index.ts';
import { type Check, forbid, type Subject, userNamespace } from './check.ts';

export const runAsNonRoot: Check = {
  id: 'runAsNonRoot',
  level: 'restricted',
  control: nonRootUser,
  passes: 'sets runAsNonRoot: true, itself or by its pod',
  revisions: [
    { since: 0, pod, container },
    { since: 35, pod, container, spares: userNamespace },
  ],
};

const remedy = [{ set: 'process.runAsNonRoot', to: true }] as const;

/** The pod's own false counts even where every container says true. */
function pod({ security }: Pod): Verdict[] {
  return forbid(security.runAsNonRoot, (on, field) => (on ? undefined : broken('the pod sets runAsNonRoot: false', field, { remedy: [] })));
}

function container({ pod, own }: Subject): Verdict[] {
  const field = own.security.runAsNonRoot;
  if (field !== undefined) return forbid(field, (on, at) => (on ? undefined : broken('sets runAsNonRoot: false', at, { remedy })));
  const inherited = pod.security.runAsNonRoot;
  if (isUnknown(inherited)) return own.leads ? [] : [undecided(inherited)];
  // A pod that says false is told so itself.
  if (inherited !== undefined) return [];
  return [broken('neither the pod nor the container sets runAsNonRoot: true', undefined, { remedy })];
}
