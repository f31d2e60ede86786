import { type Device, type Entries, type Field, written } from '../../model/index.ts';
import { asBool, asNumber, asString, fieldOf, listOf, type Reading, set } from '../../text/json/values.ts';
import { originOf, type YamlNode } from '../../text/yaml/node.ts';

interface Rule {
  readonly allow: boolean;
  readonly type: 'a' | 'b' | 'c';
  /** Absent: every one. */
  readonly major: number | undefined;
  readonly minor: number | undefined;
  readonly access: string;
  readonly node: YamlNode;
}

/**
 * What every container has: null, zero, full, tty, urandom, random, console, ptmx and pseudoterminals
 * (config-linux.md "Default Devices"; runc 1.3 libcontainer/specconv AllowedDevices).
 */
const ofEveryContainer = new Set('1:3 1:5 1:7 1:8 1:9 5:0 5:1 5:2 136:*'.split(' '));

/** The device nodes that are made, and what the cgroup's rules allow beyond them; of two rules the later one counts. */
export function devicesOf(reading: Reading, node: YamlNode | undefined): Entries<Device> | undefined {
  const rules = rulesOf(reading, node);
  const nodes = listOf(reading, node, 'devices')?.items ?? [];
  const accesses = new Map(rules.map((rule) => [numbersOf(rule), rule.access]));
  const made = nodes.flatMap((item): (Field<Device> & { readonly numbers: string })[] => {
    const path = knownOf(fieldOf(reading, item, 'path', asString));
    const numbers = `${knownOf(fieldOf(reading, item, 'major', asNumber))}:${knownOf(fieldOf(reading, item, 'minor', asNumber))}`;
    const access = accesses.get(numbers);
    return path === undefined ? [] : [{ ...written({ path, ...set('permissions', access) }, originOf(item)), numbers }];
  });
  const known = new Set(made.map(({ numbers }) => numbers));
  const allowed = rules
    .filter((rule) => !known.has(numbersOf(rule)) && !ofEveryContainer.has(numbersOf(rule)))
    // Without a right to open it, a node that is made opens nothing.
    .filter(({ access }) => /[rw]/.test(access))
    .map((rule) => written(deviceOf(rule), originOf(rule.node)));
  const entries = [...made.map(({ numbers: _, ...field }) => field), ...allowed];
  return entries.length === 0 ? undefined : entries;
}

const deviceOf = (rule: Rule): Device => ({
  path: isEvery(rule) ? '/dev/*' : `${rule.type} ${numbersOf(rule)}`,
  permissions: rule.access,
});

const isEvery = ({ major }: Rule): boolean => major === undefined;

const numbersOf = ({ major, minor }: Rule): string => `${major ?? '*'}:${minor ?? '*'}`;

/** The rules that allow something once all were applied in their order. */
function rulesOf(reading: Reading, node: YamlNode | undefined): Rule[] {
  const allowed = { a: new Map<string, Rule>(), b: new Map<string, Rule>(), c: new Map<string, Rule>() };
  for (const item of listOf(reading, resourcesNode(node), 'devices')?.items ?? []) {
    const rule = ruleOf(reading, item);
    const kinds = rule.type === 'a' ? (['a', 'b', 'c'] as const) : ([rule.type] as const);
    if (isEvery(rule) && (!rule.allow || /[rw]/.test(rule.access))) for (const kind of kinds) allowed[kind].clear();
    if (rule.allow) allowed[rule.type].set(numbersOf(rule), rule);
    else allowed[rule.type].delete(numbersOf(rule));
  }
  return [...allowed.a.values(), ...allowed.b.values(), ...allowed.c.values()];
}

const resourcesNode = (node: YamlNode | undefined): YamlNode | undefined =>
  node?.kind === 'map' ? node.pairs.findLast(({ key }) => key.text === 'resources')?.value : undefined;

function ruleOf(reading: Reading, item: YamlNode): Rule {
  const number = (key: string): number | undefined => {
    const value = knownOf(fieldOf(reading, item, key, asNumber));
    return value === undefined || value < 0 ? undefined : value;
  };
  const type = knownOf(fieldOf(reading, item, 'type', asString));
  return {
    allow: knownOf(fieldOf(reading, item, 'allow', asBool)) ?? false,
    type: type === 'b' || type === 'c' ? type : 'a',
    major: number('major'),
    minor: number('minor'),
    access: knownOf(fieldOf(reading, item, 'access', asString)) || 'rwm',
    node: item,
  };
}

const knownOf = <T>(field: Field<T> | undefined): T | undefined => (field?.state === 'written' ? field.value : undefined);
