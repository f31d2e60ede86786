import type { ImageAccounts } from './accounts.ts';
import type { Container } from './container.ts';
import { knownValue } from './field.ts';
import type { UserId } from './parts.ts';

/** A Windows container has none of the Linux measures (Kubernetes `spec.os.name: windows`). */
export const isWindows = (container: Container): boolean => knownValue(container.os) === 'windows';

/** What a control answers for a Windows container. */
export const windowsReason = 'a Windows container has no such measure';

/** Uid 0, or the name root; another name is taken for an ordinary user. */
export const isRootUser = ({ uid, name }: UserId): boolean => uid === 0 || name === 'root';

/** Does its first process run as uid 0? Undefined: not known. */
export function runsAsRoot({ process }: Container): boolean | undefined {
  const user = knownValue(process.user);
  return user === undefined ? undefined : isRootUser(user);
}

/** Who is known to the files of its image. Undefined: not looked at, or what is built upon them may have changed them. */
export function accountsOf({ image: { accounts, build, built } }: Container): ImageAccounts | undefined {
  if (accounts !== undefined || built === undefined) return accounts;
  const changes = build?.steps?.some(({ instruction }) => instruction === 'RUN' || instruction === 'COPY' || instruction === 'ADD');
  return changes === true ? undefined : accountsOf(built);
}

/** True only where it is known that container root is an ordinary user of the host. */
export const hasUserNamespace = ({ linux }: Container): boolean => knownValue(linux.namespaces.user)?.mode === 'private';

/** Why network policies say nothing of this container; undefined: they count for it, or it is not known whether they do. */
export function withoutPolicies({ engine, written, linux }: Container): string | undefined {
  if (engine !== 'kubernetes') return 'only Kubernetes has network policies';
  if (written?.leads === false) return "it is the pod's: judged with its first container";
  return knownValue(linux.namespaces.network)?.mode === 'host'
    ? 'is on the network of its node, where no policy counts for a pod'
    : undefined;
}
