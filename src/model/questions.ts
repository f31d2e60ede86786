import type { Container } from './container.ts';
import { knownValue } from './field.ts';

/** A Windows container has none of the Linux measures (Kubernetes `spec.os.name: windows`). */
export const isWindows = (container: Container): boolean => knownValue(container.os) === 'windows';

/** What a control answers for a Windows container. */
export const windowsReason = 'a Windows container has no such measure';

/** Does its first process run as uid 0? Undefined: not known. A name other than root is taken for an ordinary user. */
export function runsAsRoot({ process }: Container): boolean | undefined {
  const user = knownValue(process.user);
  return user === undefined ? undefined : user.uid === 0 || user.name === 'root';
}

/** True only where it is known that container root is an ordinary user of the host. */
export const hasUserNamespace = ({ linux }: Container): boolean => knownValue(linux.namespaces.user)?.mode === 'private';
