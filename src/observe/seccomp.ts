import { type Field, type Linux, type Seccomp, unknown } from '../model/index.ts';
import { numberIn, type Status } from './status.ts';

/** Source: Linux 6.12 include/uapi/linux/seccomp.h: disabled, strict, filter. */
const modes = [{ profile: 'unconfined' }, { profile: 'custom', path: 'strict mode of the kernel' }, { profile: 'custom' }] as const;

/** /proc tells that there is a filter, never what it does. */
export function seccompOf(status: Status): Pick<Linux, 'seccomp' | 'seccompStrength'> {
  const mode = numberIn(status, 'Seccomp');
  if (mode.state === 'unknown') return { seccomp: mode };
  const value: Seccomp | undefined = modes[mode.value];
  if (value === undefined) return { seccomp: unknown(`seccomp mode ${mode.value} is not known`, mode.origin) };
  const seccomp: Field<Seccomp> = { ...mode, value };
  return mode.value === 2
    ? { seccomp, seccompStrength: unknown('the kernel says that there is a filter, not what it lets through', mode.origin) }
    : { seccomp };
}

/** Since Linux 5.9. */
export const filtersOf = (status: Status): Field<number> => numberIn(status, 'Seccomp_filters');
