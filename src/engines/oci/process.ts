import { type Container, type Field, isUnknown, type Selinux } from '../../model/index.ts';
import { maskedArgs } from './args.ts';
import { envWords } from './env.ts';
import type { Notes } from './notes.ts';
import type { OciProcess } from './types.ts';

/** RLIM_INFINITY is 2^64 - 1, which no JavaScript number holds: the largest exact one stands for it. */
const INFINITY = Number.MAX_SAFE_INTEGER;

export function processPart({ process }: Container, notes: Notes): OciProcess {
  const args = notes.value('process.args', process.args);
  if (process.args === undefined) notes.add("process.args is not set: the image's entry point and command run");
  const noNewPrivileges = notes.value('process.noNewPrivileges', process.noNewPrivileges);
  const apparmorProfile = apparmor();
  const selinuxLabel = selinux(notes.value('process.selinux', process.selinux));
  const oomScoreAdj = notes.value('process.oomScoreAdj', process.oomScoreAdj);
  return {
    user: user(),
    ...(args === undefined ? {} : { args: maskedArgs(args, notes) }),
    env: envWords(process.env, notes),
    cwd: notes.value('process.cwd', process.cwd) ?? '/',
    capabilities: {
      bounding: names('bounding'),
      effective: names('effective'),
      permitted: names('permitted'),
      inheritable: names('inheritable'),
      ambient: names('ambient'),
    },
    rlimits: rlimits(),
    ...(noNewPrivileges === undefined ? {} : { noNewPrivileges }),
    ...(apparmorProfile === undefined ? {} : { apparmorProfile }),
    ...(selinuxLabel === undefined ? {} : { selinuxLabel }),
    ...(oomScoreAdj === undefined ? {} : { oomScoreAdj }),
  };

  function names(set: keyof OciProcess['capabilities']): string[] {
    return notes.values(`process.capabilities.${set}`, process.capabilities?.[set]);
  }

  function user(): OciProcess['user'] {
    const additional = notes.values('process.additionalGroups', process.additionalGroups);
    const additionalGids = additional.map(({ gid }) => gid).filter((gid) => gid !== undefined);
    for (const { name } of additional)
      if (name !== undefined) notes.add(`process.additionalGroups ${name} is a name: the image's /etc/group has its number`);
    return {
      uid: id('process.user', process.user, (value) => value.uid),
      gid: id('process.group', process.group, (value) => value.gid),
      ...(additionalGids.length === 0 ? {} : { additionalGids }),
    };
  }

  /** A number is required; what has none is written as 0 and noted. */
  function id<T extends { readonly name?: string | undefined }>(
    path: string,
    field: Field<T> | undefined,
    number: (value: T) => number | undefined,
  ): number {
    const value = notes.value(path, field);
    if (value === undefined) notes.add(`${path} is written as 0 because a number is required`);
    if (value?.name !== undefined) notes.add(`${path} is the name ${value.name}: the image has its number; written as 0`);
    return (value === undefined ? undefined : number(value)) ?? 0;
  }

  function apparmor(): string | undefined {
    const value = notes.value('process.apparmor', process.apparmor);
    if (value?.profile === 'default') notes.add("process.apparmor is the engine's own profile: not named, for its name is the engine's");
    return value?.profile === 'named' ? value.name : value?.profile === 'unconfined' ? 'unconfined' : undefined;
  }

  function rlimits(): OciProcess['rlimits'] {
    return process.rlimits.flatMap(({ type, soft, hard }) => {
      if (isUnknown(soft) || isUnknown(hard)) {
        notes.value(`process.rlimits ${type}`, isUnknown(soft) ? soft : hard);
        return [];
      }
      return [{ type: `RLIMIT_${type.toUpperCase()}`, soft: limit(soft.value), hard: limit(hard.value) }];
    });
  }
}

const limit = (value: number): number => (value < 0 ? INFINITY : value);

function selinux(label: Selinux | undefined): string | undefined {
  if (label === undefined || label.disabled) return undefined;
  const { user, role, type, level } = label;
  if (user === undefined && role === undefined && type === undefined && level === undefined) return undefined;
  return [user ?? 'system_u', role ?? 'system_r', type ?? 'container_t', level ?? 's0'].join(':');
}
