import type { AppArmor, Seccomp, Selinux } from '../../../model/index.ts';
import { capabilityName } from '../../../text/docker-syntax/index.ts';
import type { UnitOption } from '../table.ts';
import { addArgument, drop, dropPieces, given, setLast, setValue } from './options.ts';
import type { Result, Writing } from './writing.ts';

const optionsWith = (writing: Writing, key: RegExp): readonly UnitOption[] =>
  given(writing, 'security-opt').filter(({ value }) => key.test(value));

export function setNoNewPrivileges(writing: Writing, to: boolean): Result {
  const found = optionsWith(writing, /^no-new-privileges(?:[=:]|$)/);
  if (!to) return drop(writing, found, 'NoNewPrivileges=');
  const value = { key: 'NoNewPrivileges', flag: 'security-opt', value: 'true', argument: 'no-new-privileges' };
  return setLast(writing, found.at(-1), value);
}

export function setSeccomp(writing: Writing, { profile, path }: Seccomp): Result {
  const found = optionsWith(writing, /^seccomp[=:]/);
  if (profile === 'default') return drop(writing, found, 'SeccompProfile=');
  const value = profile === 'unconfined' ? profile : (path ?? '');
  return setLast(writing, found.at(-1), { key: 'SeccompProfile', flag: 'security-opt', value, argument: `seccomp=${value}` });
}

/** AppArmor= is a key since Podman 5.8 only; the argument is as old as Quadlet. */
export function setApparmor(writing: Writing, { profile, name }: AppArmor): Result {
  const found = optionsWith(writing, /^apparmor[=:]/);
  if (profile === 'default') return drop(writing, found, 'AppArmor=');
  const value = profile === 'unconfined' ? profile : (name ?? '');
  return setLast(writing, found.at(-1), { flag: 'security-opt', value, argument: `apparmor=${value}` });
}

export function setSelinux(writing: Writing, to: Selinux): Result {
  if (to.disabled || [to.user, to.role, to.type, to.level].some((part) => part !== undefined)) return 'a label is chosen by hand';
  return drop(writing, optionsWith(writing, /^label[=:](?:disable$|user:|role:|type:|level:)/), 'SecurityLabelDisable=');
}

/** What uncovers paths of /proc and /sys goes. */
export const coverAgain = (writing: Writing): Result =>
  drop(writing, optionsWith(writing, /^(?:systempaths|unmask)[=:]|^label[=:]nested$/), 'Unmask=');

/** A switch of PodmanArgs=, or a key that is one. */
export function setSwitch(writing: Writing, flag: string, to: boolean, key?: string): Result {
  const found = given(writing, flag);
  if (!to) return drop(writing, found, key ?? `--${flag}`);
  const last = found.at(-1);
  if (last === undefined) return key === undefined ? addArgument(writing, flag) : setLast(writing, undefined, { key, flag, value: 'true' });
  return last.value === 'true' ? `${last.name} is written already` : setValue(writing, last, 'true');
}

const short = (name: string): string => name.replace(/^CAP_/, '');

export function dropCapabilities(writing: Writing, to: readonly string[]): Result {
  const found = given(writing, 'cap-drop');
  const known = found.flatMap(({ value }) => value.split(',').map(capabilityName));
  const missing = to.filter((name) => !known.includes(name));
  if (missing.length === 0) return 'they are dropped already';
  const [only, ...more] = found;
  // ALL says what any other one says: a lone one makes room.
  const isLone = missing.length === 1 && missing[0] === 'ALL' && more.length === 0;
  return setLast(writing, isLone ? only : undefined, { key: 'DropCapability', flag: 'cap-drop', value: missing.map(short).join(' ') });
}

export const removeCapabilities = (writing: Writing, to: readonly string[]): Result =>
  dropPieces(writing, given(writing, 'cap-add'), (piece) => to.includes(capabilityName(piece) ?? ''), to.map(short).join(', '));
