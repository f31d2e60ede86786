import { knownValue, type Settings } from '../../../model/index.ts';
import type { UnitOption } from '../table.ts';
import { add, addBehind, changeValue, dropPieces, given, isKey, setLast, setValue } from './options.ts';
import { entryOf, type Result, type Writing } from './writing.ts';

/** User= and Group= are two keys, --user is one argument for both. */
export function setUser(writing: Writing, to: string): Result {
  const [user = '', group] = to.split(':');
  const last = given(writing, 'user').at(-1);
  if (last !== undefined && !isKey(last)) return setValue(writing, last, to);
  const because = last === undefined ? add(writing, `User=${user}`) : setValue(writing, last, user);
  return because ?? (group === undefined ? undefined : setGroupKey(writing, group, last));
}

export function setGroup(writing: Writing, to: number): Result {
  const last = given(writing, 'user').at(-1);
  if (last === undefined) return 'which user it runs as is not written here: a group stands behind the user';
  return isKey(last) && (groupEntry(writing) !== undefined || !last.value.includes(':'))
    ? setGroupKey(writing, String(to), last)
    : changeValue(writing, last, (text) => `${text.split(':')[0]}:${to}`);
}

const groupEntry = ({ unit }: Writing) => unit.entries.findLast(({ section, key }) => section === unit.section && key === 'Group');

/** Group= in its place, or behind the User= that it belongs to. */
function setGroupKey(writing: Writing, group: string, user: UnitOption | undefined): Result {
  const entry = groupEntry(writing);
  const above = user === undefined ? undefined : entryOf(writing, user);
  if (entry === undefined && above === undefined) return add(writing, `Group=${group}`);
  if (entry === undefined) return addBehind(writing, above, `Group=${group}`);
  const { source } = entry.origin;
  const text = entry.value.text.trimEnd();
  if (text === '') return 'Group= is written without a value: fill it in';
  const { start } = entry.value.locate(0, 1).own;
  if (source.text.slice(start, start + text.length) !== text) return 'its value goes on over several lines: change it by hand';
  if (text !== group) writing.edits.push({ source, start, end: start + text.length, text: group });
  return undefined;
}

export const removeGroups = (writing: Writing, to: readonly string[]): Result =>
  dropPieces(writing, given(writing, 'group-add'), (piece) => to.includes(piece), 'GroupAdd=');

export function setRlimit(writing: Writing, { type, soft, hard }: Settings['process.rlimits']): Result {
  const option = given(writing, 'ulimit').findLast(({ value }) => typeOf(value) === type);
  const found = writing.container.process.rlimits.findLast((one) => one.type === type);
  if (option === undefined || found === undefined || entryOf(writing, option) === undefined)
    return setLast(writing, undefined, { key: 'Ulimit', flag: 'ulimit', value: `${type}=${sides(soft, hard)}` });
  // Only the side that is wider than it should be.
  const narrow = (field: typeof found.soft, to: number): number => {
    const value = knownValue(field);
    return value === undefined || value === -1 || value > hard ? to : value;
  };
  const value = sides(narrow(found.soft, soft), narrow(found.hard, hard));
  return changeValue(writing, option, (text) =>
    text.includes(',') ? { because: 'several limits stand in one value: write each on its own' } : `${text.split('=', 1)[0]}=${value}`,
  );
}

const sides = (soft: number, hard: number): string => (soft === hard ? `${soft}` : `${soft}:${hard}`);

const typeOf = (value: string): string => (value.split('=', 1)[0] ?? '').toLowerCase().replace(/^rlimit_/, '');
