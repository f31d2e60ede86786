import {
  type Capabilities,
  type Entries,
  type Field,
  type GroupId,
  type Process,
  type UserId,
  unknown,
  written,
} from '../../model/index.ts';
import { originOfPair } from '../../text/yaml/node.ts';
import { environment } from './environment.ts';
import { hasHole } from './interpolate.ts';
import { anything, integer, type Kind, words } from './kinds.ts';
import { rlimits } from './resources.ts';
import type { Security } from './security.ts';
import { shellWords } from './shell-words.ts';
import { at, get, list, type Service } from './unit.ts';
import { fieldAt, itemAt, itemsOf, misread, part, textOf } from './values.ts';

export function processOf(service: Service, security: Security): Process {
  return {
    ...user(service),
    additionalGroups: groups(service),
    args: args(service),
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

const isNumber = (text: string): boolean => /^\d{1,10}$/.test(text);

const userId = (text: string): UserId => (isNumber(text) ? { uid: Number(text) } : { name: text });
const groupId = (text: string): GroupId => (isNumber(text) ? { gid: Number(text) } : { name: text });

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
    user: first.state === 'unknown' ? first : first.value === '' ? undefined : written(userId(first.value), origin),
    // A variable that stands for the whole may bring a group with it.
    group:
      second.state === 'unknown' ? second : group === undefined && hasHole(name) ? unknown(text.because ?? '', origin) : asGroup(second),
  };
}

const asGroup = (text: Field<string>): Field<GroupId> | undefined =>
  text.state === 'written' && text.value !== '' ? { ...text, value: groupId(text.value) } : undefined;

const group: Kind<GroupId> = { what: 'a group', parse: (text) => groupId(text), emptyIsUnset: true };

const groups = (service: Service): Entries<GroupId> | undefined => list(service, 'group_add', group);

const capability: Kind<string> = {
  what: 'a capability such as NET_ADMIN',
  parse(text) {
    const name = text.trim().toUpperCase().replace(/^CAP_/, '');
    if (!/^[A-Z][A-Z_]*$/.test(name)) return undefined;
    return name === 'ALL' ? name : `CAP_${name}`;
  },
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
