import { noNewPrivileges } from '../../controls/no-new-privileges/control.ts';
import { broken, isUnknown, knownValue, undecided, type Verdict } from '../../model/index.ts';
import { type Check, type Subject, windows } from './check.ts';

export const allowPrivilegeEscalation: Check = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  control: noNewPrivileges,
  passes: 'sets allowPrivilegeEscalation: false',
  revisions: [
    { since: 8, container },
    { since: 25, container, spares: windows },
  ],
};

const remedy = [{ set: 'process.noNewPrivileges', to: true }] as const;

function container({ own: { allowPrivilegeEscalation: field } }: Subject): Verdict[] {
  if (isUnknown(field)) return [undecided(field)];
  if (knownValue(field) === false) return [];
  return [
    broken(field === undefined ? 'leaves allowPrivilegeEscalation unset, which allows it' : 'allows privilege escalation', field, {
      remedy,
    }),
  ];
}
