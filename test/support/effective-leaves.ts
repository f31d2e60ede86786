import type { Container } from '../../src/model/index.ts';

/** Not what the kernel is told: identity, places, the author's own words, and what other rooms have found out about it. */
const apart = new Set([
  ...[
    'id',
    'name',
    'kind',
    'surface',
    'engine',
    'engineVersion',
    'engineRootless',
    'acceptances',
    'origin',
    'group',
    'role',
    'os',
    'pod',
    'written',
  ],
  ...[
    'policies',
    'givesAway',
    'observed',
    'beside',
    'build',
    'built',
    'add',
    'drop',
    'mask',
    'unmask',
    'apparmorReach',
    'writableTmpfs',
    'seccompStrength',
  ],
]);

/** What names an entry of a list; lists without one are sets. */
const keys: Readonly<Record<string, (entry: Record<string, unknown>) => string>> = {
  mounts: ({ destination }) => String(said(destination)),
  env: ({ name }) => String(name),
  rlimits: ({ type }) => String(type),
  sysctl: ({ name }) => String(name),
  secrets: ({ name }) => String(name),
  ports: ({ containerPort, protocol }) => `${said(containerPort)}/${said(protocol) ?? 'tcp'}`,
};

const isObject = (node: unknown): node is Record<string, unknown> => typeof node === 'object' && node !== null && !Array.isArray(node);
const isField = (node: unknown): node is Record<string, unknown> => isObject(node) && typeof node.state === 'string';
const said = (node: unknown): unknown => (isField(node) ? (node.state === 'unknown' ? '?' : node.value) : node);

/**
 * Every leaf of an effective view by its path in the model, found by walking it and not by knowing it: a field that is added to the model is
 * compared from then on. An unknown value is `?`. Written for the tests alone, apart from what translate itself compares.
 */
export function leavesOf(container: Container): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const put = (path: string, value: unknown): void => {
    const seen = leaves.get(path);
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    leaves.set(path, seen === undefined || seen === text ? text : [seen, text].sort().join(' | '));
  };
  const walk = (node: unknown, path: string, name: string): void => {
    if (node === undefined) return;
    if (isField(node)) put(path, said(node));
    else if (Array.isArray(node)) {
      const keyOf = keys[name];
      if (keyOf === undefined) put(path, [...new Set(node.map((entry) => JSON.stringify(said(entry))))].sort().join(' '));
      else for (const entry of node) walk(entry, `${path}[${keyOf(entry)}]`, '');
    } else if (isObject(node)) {
      for (const [key, child] of Object.entries(node))
        if (!apart.has(key) && !(name === '' && key === 'name')) walk(child, path === '' ? key : `${path}.${key}`, key);
    } else put(path, node);
  };
  walk(container, '', 'container');
  return leaves;
}
