import { type EnvVar, type Field, mapField, type Process, type Rlimit, written } from '../../model/index.ts';
import { groupId, userId } from '../../text/docker-syntax/index.ts';
import { asNumber, asString, asStrings, entriesOf, fieldOf, listOf, pairOf, problem, set } from '../../text/json/values.ts';
import { originOf, originOfPair } from '../../text/yaml/node.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { Inspected } from './inspected.ts';
import { apparmorOf, noNewPrivilegesOf, selinuxOf } from './security.ts';

export function processOf(of: Inspected): Process {
  const { reading, config, host } = of;
  const groups = entriesOf(reading, host, 'GroupAdd');
  return {
    ...userOf(of),
    ...set('additionalGroups', groups === undefined || groups.length === 0 ? undefined : groups.map((field) => mapField(field, groupId))),
    ...set('args', argsOf(of)),
    ...set('cwd', notEmpty(fieldOf(reading, config, 'WorkingDir', asString))),
    env: envOf(of),
    noNewPrivileges: noNewPrivilegesOf(of),
    ...set('capabilities', capabilitiesOf(of)),
    ...set('apparmor', apparmorOf(of)),
    ...set('selinux', selinuxOf(of)),
    rlimits: rlimitsOf(of),
    ...set('oomScoreAdj', fieldOf(reading, host, 'OomScoreAdj', asNumber)),
  };
}

const notEmpty = (field: Field<string> | undefined): Field<string> | undefined =>
  field?.state === 'written' && field.value === '' ? undefined : field;

/** The image's USER is merged in when a container is made, so nothing at all means root (moby 29 daemon/commit.go merge; podman the same). */
function userOf({ reading, config }: Inspected): Pick<Process, 'user' | 'group'> {
  const user = fieldOf(reading, config, 'User', asString);
  if (user?.state !== 'written') return {};
  const [name = '', group = ''] = user.value.split(':', 2);
  return {
    user: mapField(user, () => (name === '' ? { uid: 0 } : userId(name))),
    ...(group === '' ? {} : { group: mapField(user, () => groupId(group)) }),
  };
}

/** The program and its arguments, as they were settled from entry point and command of both image and container. */
function argsOf({ reading, whole, engine }: Inspected): Field<readonly string[]> | undefined {
  const path = pairOf(whole, 'Path');
  const args = pairOf(whole, 'Args');
  const program = path === undefined ? undefined : asString(path.value);
  const words = fieldOf(reading, whole, 'Args', asStrings);
  if (path === undefined || program === undefined || program === '') return undefined;
  const start = originOfPair(path);
  if (args === undefined || words?.state !== 'written') return written([program], start);
  const origin = { ...start, start: Math.min(path.key.start, args.key.start), end: Math.max(path.value.end, args.value.end) };
  // Podman repeats the program where it has no arguments (libpod/container_inspect.go).
  const alone = engine === 'podman' && words.value.length === 1 && words.value[0] === program;
  return written([program, ...(alone ? [] : words.value)], origin);
}

/** Podman hides the value of a secret that is given as a variable behind asterisks, and calls it by the secret's name. */
function envOf({ reading, config }: Inspected): EnvVar[] {
  return (entriesOf(reading, config, 'Env') ?? []).flatMap((entry): EnvVar[] => {
    if (entry.state !== 'written') return [];
    const { origin } = entry;
    const equals = entry.value.indexOf('=');
    if (equals <= 0) return [];
    const [name, value] = [entry.value.slice(0, equals), entry.value.slice(equals + 1)];
    return /^\*+$/.test(value) ? [{ name, origin, from: 'secret' }] : [{ name, origin, value: { ...entry, value } }];
  });
}

function rlimitsOf({ reading, host }: Inspected): Rlimit[] {
  return (listOf(reading, host, 'Ulimits')?.items ?? []).flatMap((item): Rlimit[] => {
    const name = fieldOf(reading, item, 'Name', asString);
    const [soft, hard] = [fieldOf(reading, item, 'Soft', asNumber), fieldOf(reading, item, 'Hard', asNumber)];
    if (name?.state !== 'written' || soft === undefined || hard === undefined) {
      problem(reading, originOf(item), 'an entry of Ulimits lacks Name, Soft or Hard; it was not read');
      return [];
    }
    const type = name.value.replace(/^RLIMIT_/i, '').toLowerCase();
    return [{ type, origin: originOf(item), soft: mapField(soft, unlimited), hard: mapField(hard, unlimited) }];
  });
}

const unlimited = (value: number): number => (value < 0 || value >= Number.MAX_SAFE_INTEGER ? -1 : value);
