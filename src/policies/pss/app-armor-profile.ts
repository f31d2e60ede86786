import { apparmor } from '../../controls/apparmor/control.ts';
import { type AppArmor, broken, type Field, type Pod, type Verdict } from '../../model/index.ts';
import type { Minor } from '../versions.ts';
import { type Check, forbid, type Subject } from './check.ts';

export const appArmorProfile: Check = {
  id: 'appArmorProfile',
  level: 'baseline',
  control: apparmor,
  passes: 'leaves its AppArmor profile on',
  revisions: [{ since: 0, pod, container }],
};

/** The API has had the field since 1.30 (k8s.io/api core/v1/types.go, AppArmorProfile); an older server drops it unread. */
const fieldSince: Minor = 30;

const annotation = 'container.apparmor.security.beta.kubernetes.io/';

function pod({ security, annotations }: Pod, version: Minor): Verdict[] {
  const ofAnnotations = [...annotations].filter(([key]) => key.startsWith(annotation)).flatMap(([, field]) => forbid(field, value));
  return [...profile('the pod turns AppArmor off', security.apparmor, version, []), ...ofAnnotations];
}

function container({ own }: Subject, version: Minor): Verdict[] {
  return profile('turns AppArmor off', own.security.apparmor, version, [{ set: 'process.apparmor', to: { profile: 'default' } }]);
}

const profile = (
  detail: string,
  field: Field<AppArmor> | undefined,
  version: Minor,
  remedy: ReturnType<typeof apparmor.harden>,
): Verdict[] =>
  version < fieldSince
    ? []
    : forbid(field, (value, at) =>
        value.profile === 'unconfined' ? broken(`${detail} (appArmorProfile: Unconfined)`, at, { remedy }) : undefined,
      );

const value = (text: string, field: Field<string>): Verdict | undefined =>
  text === '' || text === 'runtime/default' || text.startsWith('localhost/')
    ? undefined
    : broken('an annotation of the pod turns AppArmor off', field, { remedy: [] });
