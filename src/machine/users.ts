import { type Field, type Host, type HostUser, type IdRange, type Subordinate, unknown, written } from '../model/index.ts';
import { problemAt } from '../text/lines.ts';
import { type Files, linesOf } from './files.ts';

/** Source: passwd(5). A line that is none is left out, as getpwent does. */
export function usersOf(files: Files): Host['users'] {
  const source = files.source('/etc/passwd');
  if (source === undefined) return unknown('/etc/passwd is not there');
  if ('state' in source) return source;
  const users = linesOf(source).flatMap(({ text }): HostUser[] => {
    const [name = '', , uid = '', gid = '', , home = ''] = text.split(':');
    return name !== '' && isId(uid) && isId(gid) ? [{ name, uid: Number(uid), gid: Number(gid), home }] : [];
  });
  return written(users, { source, start: 0, end: 0 });
}

const isId = (text: string): boolean => /^\d{1,10}$/.test(text) && Number(text) <= 0xffffffff;

/**
 * Source: subuid(5): `owner:first:count`, one range a line. A line that is none is a problem: shadow's tools pass over it in silence, so that
 * the user whose range it was meant to be has none. Whoever's file is longer than this has no need of more.
 */
const mostRanges = 10_000;

export function subordinateOf(files: Files, path: string): Subordinate {
  const source = files.source(path);
  if (source === undefined) return { path, ranges: undefined };
  if ('state' in source) return { path, ranges: undefined, unread: source };
  const ranges: Field<IdRange>[] = [];
  let wrong = 0;
  for (const { text, origin } of linesOf(source)) {
    const line = text.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [owner = '', start = '', count = '', ...rest] = line.split(':');
    const fits = owner !== '' && isId(start) && isId(count) && rest.length === 0 && Number(start) + Number(count) <= 0x100000000;
    if (fits && ranges.length < mostRanges) ranges.push(written({ owner, start: Number(start), count: Number(count) }, origin));
    else if (fits) return { path, ranges, unread: unknown(`${path} has more than ${mostRanges} ranges; the rest was not read`, origin) };
    else if (wrong++ < 5)
      files.problems.push(
        problemAt(source, origin.start, `this line is no range (user:first:count), so nobody gets one by it; mend it or take it out`),
      );
  }
  return { path, ranges };
}

/** Names of a group and its ordinary members, those whose primary group it is included. Source: group(5). */
export function groupOf(files: Files, gid: number, users: Host['users']): { name: Field<string>; members: Field<readonly string[]> } {
  const source = files.source('/etc/group');
  if (source === undefined || 'state' in source) {
    const why = source ?? unknown('/etc/group is not there');
    return { name: why, members: why };
  }
  for (const { text, origin } of linesOf(source)) {
    const [name = '', , id, list = ''] = text.split(':');
    if (id !== String(gid)) continue;
    const primary =
      users.state === 'unknown' ? [] : users.value.filter((user) => user.gid === gid && user.uid !== 0).map((user) => user.name);
    const members = [...new Set([...list.split(',').filter((member) => member !== '' && member !== 'root'), ...primary])];
    return { name: written(name, origin), members: written(members, origin) };
  }
  return { name: written(String(gid), { source, start: 0, end: 0 }), members: written([], { source, start: 0, end: 0 }) };
}
