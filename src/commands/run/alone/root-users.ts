import { fileInside } from '../../../host/inside-root.ts';
import { readText } from '../../../host/read.ts';
import { type Container, knownValue, Unreadable } from '../../../model/index.ts';
import { hostId } from '../../../run/index.ts';
import type { CallerIds } from './ids.ts';

export interface NumberedUser {
  readonly uid: number;
  readonly gid: number;
}

/** The user of the container by number: a name is looked up in its own root file system. Throws Unreadable where there is none. */
export function userIn({ process: { user, group } }: Container, root: string): NumberedUser {
  const [who, of] = [knownValue(user), knownValue(group)];
  const entry = who?.name === undefined ? undefined : entryOf(root, 'etc/passwd', who.name);
  const uid = who === undefined ? 0 : (who.uid ?? entry?.[2]);
  const gid = of?.gid ?? (of?.name === undefined ? entry?.[3] : entryOf(root, 'etc/group', of.name)?.[2]);
  if (uid === undefined || !/^\d{1,10}$/.test(String(uid)))
    throw new Unreadable(`there is no user ${who?.name ?? ''} in its /etc/passwd; give a number with --user`);
  return { uid: Number(uid), gid: Number(gid ?? 0) };
}

const entryOf = (root: string, path: string, name: string): readonly string[] | undefined => {
  const file = fileInside(root, path);
  return file === undefined
    ? undefined
    : readText(file)
        .split('\n')
        .map((line) => line.split(':'))
        .find(([first]) => first === name);
};

/** The same user for the host. Throws Unreadable where the container has no such user. */
export function onHost({ uid, gid }: NumberedUser, { map, single }: CallerIds): NumberedUser {
  if (map === undefined) return { uid, gid };
  const [user, group] = [hostId(map.uids, uid), hostId(map.gids, gid)];
  if (user !== undefined && group !== undefined) return { uid: user, gid: group };
  throw new Unreadable(
    single
      ? `it runs as ${uid}:${gid}, and without a range of ids of your own you can be only its root: give yourself one in /etc/subuid and /etc/subgid and install uidmap, or use --user 0`
      : `it runs as ${uid}:${gid}, which its user namespace does not have; give a lower number with --user`,
  );
}
