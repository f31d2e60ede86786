import type { AppArmor, Seccomp, Selinux } from '../../model/index.ts';

/** `seccomp=`: `builtin` is the engine's own profile (moby 29 daemon/seccomp_linux.go). Undefined: nothing is said. */
export function seccompProfile(text: string): Seccomp | undefined {
  if (text === '') return undefined;
  if (text === 'unconfined') return { profile: 'unconfined' };
  return text === 'builtin' ? { profile: 'default' } : { profile: 'custom', path: text };
}

/** `apparmor=`; `own` is the name under which the engine loads its own profile. Undefined: nothing is said. */
export function apparmorProfile(text: string, own: string | undefined): AppArmor | undefined {
  if (text === '') return undefined;
  if (text === 'unconfined') return { profile: 'unconfined' };
  return text === own ? { profile: 'default' } : { profile: 'named', name: text };
}

const labelParts = ['user', 'role', 'type', 'level'] as const;

/** `label=`, which adds to what earlier ones said: `disable`, or one part of the label. Undefined: it is none of these. */
export function withLabel(before: Selinux | undefined, text: string): Selinux | undefined {
  const label = before ?? { disabled: false };
  if (text === 'disable') return { ...label, disabled: true };
  const part = labelParts.find((name) => text.startsWith(`${name}:`) && text.length > name.length + 1);
  return part === undefined ? undefined : { ...label, [part]: text.slice(part.length + 1) };
}
