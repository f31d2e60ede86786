import { unconfinedTypes } from '../../facts/selinux.ts';
import { type AppArmor, type Container, knownValue, type Selinux } from '../../model/index.ts';
import { type Aspect, type Measure, traitOf } from '../trait.ts';

export const apparmor: Aspect = {
  kind: 'apparmor',
  subject: () => 'AppArmor',
  traits: (container) => traitOf('profile', container.process.apparmor, 'medium', (value) => appArmorMeasure(value, container)),
};

function appArmorMeasure({ profile, name }: AppArmor, { process }: Container): Measure {
  if (profile === 'unconfined') return { width: 1, said: 'off' };
  if (profile === 'default') return { width: 0, said: "the engine's own profile" };
  const mode = knownValue(process.apparmorReach)?.mode;
  const lax = mode === 'complain' || mode === 'unconfined';
  const said = `the profile ${name ?? '(unnamed)'}${lax ? `, which denies nothing (${mode})` : ''}`;
  return { width: lax ? 1 : 0, said };
}

export const selinux: Aspect = {
  kind: 'selinux',
  subject: () => 'SELinux',
  traits: ({ process }) => traitOf('label', process.selinux, 'medium', selinuxMeasure),
};

function selinuxMeasure({ disabled, user, role, type, level }: Selinux): Measure {
  if (disabled) return { width: 2, said: 'off' };
  if (type !== undefined && unconfinedTypes.has(type)) return { width: 2, said: `off in effect (${type})` };
  const label = [user, role, type, level].map((part) => part ?? '').join(':');
  return { width: 0, said: label === ':::' ? "the engine's label" : `the label ${label.replace(/^:+|:+$/g, '')}` };
}

export const noNewPrivileges: Aspect = {
  kind: 'no-new-privileges',
  subject: () => 'no_new_privs',
  traits: ({ process }) =>
    traitOf('no_new_privs', process.noNewPrivileges, 'medium', (on) =>
      on ? { width: 0, said: 'on' } : { width: 1, said: 'off', gives: 'set-uid programs give their rights away' },
    ),
};
