import { type Entries, type Field, type GroupId, type IdMapping, isKnown, type Process, unknown } from '../model/index.ts';
import { inside } from './id-map.ts';
import { numberIn, numbersIn, type Status } from './status.ts';

/** Of the four ids in a line of /proc/PID/status the effective one: real, effective, saved, file system. */
const effective = 1;

/** Who it runs as, in the numbers of its own user namespace. */
export function identityOf(
  status: Status,
  uids: Field<readonly IdMapping[]>,
  gids: Field<readonly IdMapping[]>,
): Pick<Process, 'user' | 'group' | 'additionalGroups'> {
  const uid = named(numberIn(status, 'Uid', effective), uids);
  const gid = named(numberIn(status, 'Gid', effective), gids);
  return {
    user: uid.state === 'unknown' ? uid : { ...uid, value: { uid: uid.value } },
    group: gid.state === 'unknown' ? gid : { ...gid, value: { gid: gid.value } },
    additionalGroups: groupsOf(status, gids),
  };
}

/** Without the group that it has anyhow: engines list it twice. */
function groupsOf(status: Status, gids: Field<readonly IdMapping[]>): Entries<GroupId> {
  const groups = numbersIn(status, 'Groups');
  if (groups.state === 'unknown') return [groups];
  const own = numberIn(status, 'Gid', effective);
  return groups.value
    .filter((gid) => !isKnown(own) || gid !== own.value)
    .map((gid) => named({ ...groups, value: gid }, gids))
    .map((field) => (field.state === 'unknown' ? field : { ...field, value: { gid: field.value } }));
}

function named(id: Field<number>, map: Field<readonly IdMapping[]>): Field<number> {
  if (id.state === 'unknown') return id;
  if (map.state === 'unknown') return map;
  const value = inside(map.value, id.value);
  return value === undefined
    ? unknown(`the id ${id.value} of the host has no counterpart inside its user namespace`, id.origin)
    : { ...id, value };
}
