import { lookAt } from '../../../host/read.ts';
import { Unreadable } from '../../../model/index.ts';
import { askProgram } from '../../engine-program.ts';
import type { CallerIds } from './ids.ts';
import type { NumberedUser } from './root-users.ts';

/** Gives files of a caller who is not root to the user of the container, `onHost` outside: in a namespace with the same ids. Throws Unreadable where that cannot be. */
export async function givenTo(files: readonly string[], inside: NumberedUser, onHost: NumberedUser, { enter }: CallerIds): Promise<void> {
  const [first, ...rest] = enter;
  if (first !== undefined && files.length > 0)
    await askProgram(first, [...rest, 'chown', `${inside.uid}:${inside.gid}`, '--', ...files], 30_000);
  const lost = files.find((file) => lookAt(file)?.uid !== onHost.uid);
  if (lost !== undefined) throw new Unreadable(`a secret cannot be given to the user ${inside.uid} of the container: use --user 0`);
}
