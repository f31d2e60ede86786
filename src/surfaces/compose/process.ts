import {
  type Capabilities,
  type Entries,
  type Field,
  type GroupId,
  type Origin,
  type Process,
  type UserId,
  unknown,
  written,
} from '../../model/index.ts';
import { capabilityName, groupId, userId } from '../../text/docker-syntax/index.ts';
import { originOfPair } from '../../text/yaml/node.ts';
import { environment } from './environment.ts';
import { hasHole } from './interpolate.ts';
import { anything, integer, type Kind, words } from './kinds.ts';
import { rlimits } from './resources.ts';
import type { Security } from './security.ts';
import { at, get, list, type Service } from './service-keys.ts';
import { shellWords } from './shell-words.ts';
import { fieldAt, itemAt, itemsOf, misread, part, textOf } from './values.ts';

export function processOf(service: Service, security: Security): Process {
  return {
    ...user(service),
    additionalGroups: groups(service),
    args: args(service),
    ...entrypointWords(service),
    cwd: get(service, 'working_dir', words),
    env: environment(service),
    noNewPrivileges: security.noNewPrivileges,
    capabilities: capabilities(service),
    apparmor: security.apparmor,
    selinux: security.selinux,
    rlimits: rlimits(service),
    oomScoreAdj: get(service, 'oom_score_adj', integer),
  };
}

/** "user", "user:group", each a number or a name. */
function user(service: Service): { user?: Field<UserId> | undefined; group?: Field<GroupId> | undefined } {
  const pair = at(service, 'user');
  if (pair === undefined) return {};
  const origin = originOfPair(pair);
  if (pair.value.kind !== 'scalar') return { user: misread(service.reading, { node: pair.value, origin }, 'user must be a text') };
  const text = textOf(service.reading, pair.value);
  const [name = '', group, ...more] = text.value.split(':');
  if (more.length > 0) return { user: misread(service.reading, { node: pair.value, origin }, 'user must be USER or USER:GROUP') };
  const first = part(text, name, origin);
  const second = part(text, group ?? '', origin);
  return {
    user: first.state === 'unknown' ? first : asUser(first.value, group, origin),
    // A variable that stands for the whole may bring a group with it.
    group:
      second.state === 'unknown' ? second : group === undefined && hasHole(name) ? unknown(text.because ?? '', origin) : asGroup(second),
  };
}

/** Nothing before the colon is uid 0 (moby/sys/user GetExecUser); nothing at all leaves it to the image. */
const asUser = (name: string, group: string | undefined, origin: Origin): Field<UserId> | undefined => {
  if (name !== '') return written(userId(name), origin);
  return group ? written({ uid: 0 }, origin) : undefined;
};

const asGroup = (text: Field<string>): Field<GroupId> | undefined =>
  text.state === 'written' && text.value !== '' ? { ...text, value: groupId(text.value) } : undefined;

const group: Kind<GroupId> = { what: 'a group', parse: groupId, emptyIsUnset: true };

const groups = (service: Service): Entries<GroupId> | undefined => list(service, 'group_add', group);

const capability: Kind<string> = {
  what: 'a capability such as NET_ADMIN',
  parse: capabilityName,
  refusal: 'the engine refuses the container',
};

function capabilities(service: Service): Capabilities | undefined {
  const add = list(service, 'cap_add', capability);
  const drop = list(service, 'cap_drop', capability);
  return add === undefined && drop === undefined ? undefined : { add: add && unique(add), drop: drop && unique(drop) };
}

/** The last one counts, in the place of the first. */
function unique(entries: Entries<string>): Entries<string> {
  const kept = new Map<unknown, Field<string>>();
  for (const entry of entries) kept.set(entry.state === 'unknown' ? entry : entry.value, entry);
  return [...kept.values()];
}

/** What is written of the command line: entrypoint, then command. */
function args(service: Service): Field<readonly string[]> | undefined {
  const entrypoint = commandLine(service, 'entrypoint');
  const command = commandLine(service, 'command');
  if (entrypoint === undefined || command === undefined) return entrypoint ?? command;
  if (entrypoint.state === 'unknown') return entrypoint;
  if (command.state === 'unknown') return command;
  return { ...command, value: [...entrypoint.value, ...command.value] };
}

/** How many words take the place of the image's entry point. */
function entrypointWords(service: Service): Pick<Process, 'entrypointWords'> {
  const entrypoint = at(service, 'entrypoint') === undefined ? undefined : commandLine(service, 'entrypoint');
  return entrypoint?.state === 'written' ? { entrypointWords: entrypoint.value.length } : {};
}

const shell: Kind<readonly string[]> = { what: 'a command whose quotes are closed', parse: shellWords };

function commandLine(service: Service, key: string): Field<readonly string[]> | undefined {
  const pair = at(service, key);
  if (pair === undefined) return undefined;
  const origin = originOfPair(pair);
  if (pair.value.kind !== 'seq') return fieldAt(service.reading, { node: pair.value, origin }, shell, key);
  const parts = itemsOf(service.reading, pair).flatMap(
    (node) => fieldAt(service.reading, itemAt(node), anything, `an entry of ${key}`) ?? [],
  );
  const values: string[] = [];
  for (const word of parts) {
    if (word.state === 'unknown') return word;
    values.push(word.value);
  }
  return written(values, origin);
}
