import { type EnvVar, type Field, mapField, type Process, type Rlimit, type Selinux, written } from '../../model/index.ts';
import { capabilityName } from '../../text/docker-syntax/index.ts';
import {
  asBool,
  asNumber,
  asString,
  asStrings,
  entriesOf,
  fieldOf,
  listOf,
  pairOf,
  problem,
  type Reading,
  set,
} from '../../text/json/values.ts';
import { get, originOf, type YamlNode } from '../../text/yaml/node.ts';

/** `process` (config.md, "Process"). */
export function processOf(reading: Reading, node: YamlNode | undefined): Process {
  const user = get(node, 'user');
  const uid = fieldOf(reading, user, 'uid', asNumber);
  const gid = fieldOf(reading, user, 'gid', asNumber);
  const groups = listOf(reading, user, 'additionalGids')?.items.flatMap((item) => {
    const number = asNumber(item);
    return number === undefined ? [] : [written({ gid: number }, originOf(item))];
  });
  const label = fieldOf(reading, node, 'selinuxLabel', asString);
  const profile = fieldOf(reading, node, 'apparmorProfile', asString);
  return {
    ...set('user', uid && mapField(uid, (value) => ({ uid: value }))),
    ...set('group', gid && mapField(gid, (value) => ({ gid: value }))),
    ...set('additionalGroups', groups),
    ...set('args', fieldOf(reading, node, 'args', asStrings)),
    ...set('cwd', fieldOf(reading, node, 'cwd', asString)),
    env: envOf(reading, node),
    ...set('noNewPrivileges', fieldOf(reading, node, 'noNewPrivileges', asBool)),
    ...set('capabilities', capabilitiesOf(reading, node)),
    ...set('apparmor', isEmpty(profile) ? undefined : profile && mapField(profile, apparmorOf)),
    ...set('selinux', isEmpty(label) ? undefined : label && mapField(label, selinuxOf)),
    rlimits: rlimitsOf(reading, node),
    ...set('oomScoreAdj', fieldOf(reading, node, 'oomScoreAdj', asNumber)),
  };
}

const isEmpty = (field: Field<string> | undefined): boolean => field?.state === 'written' && field.value === '';

const apparmorOf = (name: string) => (name === 'unconfined' ? ({ profile: 'unconfined' } as const) : ({ profile: 'named', name } as const));

/** user:role:type:level, where the level may hold colons itself. */
function selinuxOf(label: string): Selinux {
  const [user, role, type, ...level] = label.split(':');
  return {
    disabled: false,
    ...set('user', user),
    ...set('role', role),
    ...set('type', type),
    ...set('level', level.join(':') || undefined),
  };
}

function envOf(reading: Reading, node: YamlNode | undefined): EnvVar[] {
  return (entriesOf(reading, node, 'env') ?? []).flatMap((entry): EnvVar[] => {
    if (entry.state !== 'written') return [];
    const equals = entry.value.indexOf('=');
    if (equals <= 0) return [];
    return [{ name: entry.value.slice(0, equals), origin: entry.origin, value: { ...entry, value: entry.value.slice(equals + 1) } }];
  });
}

const sets = ['bounding', 'effective', 'permitted', 'inheritable', 'ambient'] as const;

/** Every set is written out; one that is absent is empty. Names that Linux has not are passed over by the runtimes. */
function capabilitiesOf(reading: Reading, node: YamlNode | undefined): Process['capabilities'] {
  const pair = pairOf(node, 'capabilities');
  if (pair === undefined) return undefined;
  const named = sets.map((name) => {
    const entries = entriesOf(reading, pair.value, name);
    return [name, entries?.map((entry) => mapField(entry, (text) => capabilityName(text) ?? text))] as const;
  });
  return Object.fromEntries(named.filter(([, entries]) => entries !== undefined));
}

/** RLIM_INFINITY is 2^64 - 1, or -1 as some tools write it. */
const limitOf = (value: number): number => (value < 0 || value >= Number.MAX_SAFE_INTEGER ? -1 : value);

function rlimitsOf(reading: Reading, node: YamlNode | undefined): Rlimit[] {
  return (listOf(reading, node, 'rlimits')?.items ?? []).flatMap((item): Rlimit[] => {
    const type = fieldOf(reading, item, 'type', asString);
    const soft = fieldOf(reading, item, 'soft', asNumber);
    const hard = fieldOf(reading, item, 'hard', asNumber);
    if (type?.state !== 'written' || soft === undefined || hard === undefined) {
      problem(reading, originOf(item), 'an entry of rlimits lacks type, soft or hard; it was not read');
      return [];
    }
    const name = type.value.replace(/^RLIMIT_/, '').toLowerCase();
    return [{ type: name, origin: originOf(item), soft: mapField(soft, limitOf), hard: mapField(hard, limitOf) }];
  });
}
