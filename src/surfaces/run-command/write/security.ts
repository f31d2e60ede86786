import type { AppArmor, Seccomp, Selinux } from '../../../model/index.ts';
import { capabilityName } from '../../../text/docker-syntax/index.ts';
import type { Given } from '../options.ts';
import { add, changeValue, drop, givenAs, setValue, turnOn } from './options.ts';
import type { Result, Writing } from './writing.ts';

const optionsWith = (writing: Writing, key: RegExp): readonly Given[] =>
  givenAs(writing, 'security-opt').filter(({ option: { value } }) => key.test(value));

/** One security option: its last mention changed, or one more. */
function setOption(writing: Writing, key: RegExp, name: string, value: string): Result {
  const last = optionsWith(writing, key).at(-1);
  if (last === undefined) return add(writing, '--security-opt', `${name}=${value}`);
  return changeValue(writing, last, (text) => `${text.slice(0, name.length)}${text[name.length] ?? '='}${value}`);
}

export function setNoNewPrivileges(writing: Writing, to: boolean): Result {
  const key = /^no-new-privileges(?:[=:]|$)/;
  if (!to) return drop(writing, optionsWith(writing, key), '--security-opt no-new-privileges');
  if (optionsWith(writing, key).length === 0) return add(writing, '--security-opt', 'no-new-privileges');
  return setOption(writing, key, 'no-new-privileges', 'true');
}

export function setSeccomp(writing: Writing, { profile, path }: Seccomp): Result {
  const key = /^seccomp[=:]/;
  if (profile !== 'default') return setOption(writing, key, 'seccomp', profile === 'unconfined' ? profile : (path ?? ''));
  return drop(writing, optionsWith(writing, key), '--security-opt seccomp');
}

export function setApparmor(writing: Writing, { profile, name }: AppArmor): Result {
  const key = /^apparmor[=:]/;
  if (profile !== 'default') return setOption(writing, key, 'apparmor', profile === 'unconfined' ? profile : (name ?? ''));
  return drop(writing, optionsWith(writing, key), '--security-opt apparmor');
}

export function setSelinux(writing: Writing, to: Selinux): Result {
  if (to.disabled || [to.user, to.role, to.type, to.level].some((part) => part !== undefined)) return 'a label is chosen by hand';
  return drop(writing, optionsWith(writing, /^label[=:](?:disable$|user:|role:|type:|level:)/), '--security-opt label');
}

/** What uncovers paths of /proc and /sys goes. */
export const coverAgain = (writing: Writing): Result =>
  drop(writing, optionsWith(writing, /^(?:systempaths|unmask)[=:]|^label[=:]nested$/), '--security-opt systempaths=unconfined');

export const setPrivileged = (writing: Writing, to: boolean): Result =>
  to ? turnOn(writing, 'privileged') : drop(writing, givenAs(writing, 'privileged'), '--privileged');

export const setReadOnly = (writing: Writing, to: boolean): Result =>
  to ? turnOn(writing, 'read-only') : drop(writing, givenAs(writing, 'read-only'), '--read-only');

const short = (name: string): string => name.replace(/^CAP_/, '');

export function dropCapabilities(writing: Writing, to: readonly string[]): Result {
  const given = givenAs(writing, 'cap-drop');
  const known = given.map(({ option }) => capabilityName(option.value));
  const missing = to.filter((name) => !known.includes(name));
  if (missing.length === 0) return 'they are dropped already';
  const [only, ...more] = given;
  // ALL says what any other one says: a lone one makes room.
  if (missing.length === 1 && missing[0] === 'ALL' && only !== undefined && more.length === 0) return setValue(writing, only, 'ALL');
  for (const name of missing) add(writing, '--cap-drop', short(name));
  return undefined;
}

export const removeCapabilities = (writing: Writing, to: readonly string[]): Result =>
  drop(
    writing,
    givenAs(writing, 'cap-add').filter(({ option }) => to.includes(capabilityName(option.value) ?? '')),
    to.map((name) => `--cap-add ${short(name)}`).join(', '),
  );
