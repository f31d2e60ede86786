import { byDefault, type Container, type Field, isUnknown, knownValue, type Unknown, unknown } from '../model/index.ts';

/** What the word `privileged` does to a field: nothing, a value with the line that says so, or doubt. */
export type Privilege =
  | { readonly state: 'off' }
  | { readonly state: 'on'; because<T>(value: T): Field<T> }
  | { readonly state: 'unknown'; readonly doubt: Unknown };

const off: Privilege = { state: 'off' };

export function privilegeOf({ privileged }: Container): Privilege {
  if (isUnknown(privileged)) return { state: 'unknown', doubt: doubtOf(privileged) };
  if (privileged === undefined || !knownValue(privileged)) return off;
  const { origin } = privileged;
  return { state: 'on', because: (value) => byDefault(value, 'privileged: true', origin) };
}

const doubtOf = ({ because, origin }: Unknown): Unknown =>
  unknown(`it is not known whether the container is privileged: ${because}`, origin);

/** The value under privilege, or what holds without it; unknown where the privilege is. */
export function underPrivilege<T>(privilege: Privilege, value: T, without: () => Field<T> | undefined): Field<T> | undefined {
  if (privilege.state === 'off') return without();
  return privilege.state === 'on' ? privilege.because(value) : privilege.doubt;
}
