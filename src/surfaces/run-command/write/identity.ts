import { knownValue, type Settings } from '../../../model/index.ts';
import { changeValue, drop, givenAs, givenFor, refusedOpen, setLast } from './options.ts';
import type { Result, Writing } from './writing.ts';

export const setUser = (writing: Writing, to: string): Result => setLast(writing, ['user'], to);

export function setGroup(writing: Writing, to: number): Result {
  const given = givenAs(writing, 'user').at(-1);
  if (given === undefined) return 'which user it runs as is not written here: a group stands behind the user';
  return changeValue(writing, given, (text) => refused(refusedOpen(given, text)) ?? `${text.split(':')[0]}:${to}`);
}

const refused = (because: string | undefined): { readonly because: string } | undefined =>
  because === undefined ? undefined : { because };

export function removeGroups(writing: Writing, to: readonly string[]): Result {
  const groups = (writing.container.process.additionalGroups ?? []).filter((group) => {
    const id = knownValue(group);
    return id !== undefined && to.includes(id.name ?? String(id.gid));
  });
  const given = givenFor(writing, groups);
  return drop(
    writing,
    given?.filter(({ option }) => to.includes(option.value)),
    '--group-add',
  );
}

export function setRlimit(writing: Writing, { type, soft, hard }: Settings['process.rlimits']): Result {
  const given = givenAs(writing, 'ulimit').findLast(({ option }) => typeOf(option.value) === type);
  const found = writing.container.process.rlimits.findLast((one) => one.type === type);
  if (given === undefined || found === undefined) return setNew(writing, `${type}=${sides(soft, hard)}`);
  // Only the side that is wider than it should be.
  const narrow = (field: typeof found.soft, to: number): number => {
    const value = knownValue(field);
    return value === undefined || value === -1 || value > hard ? to : value;
  };
  const value = sides(narrow(found.soft, soft), narrow(found.hard, hard));
  return changeValue(writing, given, (text) =>
    text.includes(',') ? { because: 'several limits stand in one word: write each on its own' } : `${text.split('=', 1)[0]}=${value}`,
  );
}

const setNew = ({ added }: Writing, value: string): Result => {
  added.push(['--ulimit', value]);
  return undefined;
};

const sides = (soft: number, hard: number): string => (soft === hard ? `${soft}` : `${soft}:${hard}`);

const typeOf = (value: string): string => (value.split('=', 1)[0] ?? '').toLowerCase().replace(/^rlimit_/, '');
