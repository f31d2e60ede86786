import { entriesOf, type YamlMap, type YamlNode, type YamlPair, type YamlSeq } from '../../text/yaml/node.ts';
import { isNull } from '../../text/yaml/value.ts';
import { problem, type Reading, spend } from './reading.ts';
import { entries, isReset, kindOf } from './values.ts';

/** Mappings are followed no deeper than this many characters of path: deeper ones replace each other. */
const deepest = 1000;

type Merge = (reading: Reading, base: YamlPair, over: YamlPair, path: string) => YamlPair;

/**
 * The keys of a service that do not follow the general rule (mappings are merged, lists appended, the rest replaced).
 * That an entry is unique by its name or target is seen to when the list is read: the last one counts.
 * Source: Compose Specification, 13-merge.md and 05-services.md "Merging service definitions"; compose-go 2 override/merge.go.
 */
const rules: Readonly<Record<string, Merge>> = {
  command: replace,
  entrypoint: replace,
  'healthcheck.test': replace,
  build: mergeBuild,
  'build.args': append,
  annotations: append,
  environment: append,
  env_file: append,
  sysctls: append,
  tmpfs: append,
  labels: append,
  dns: append,
  dns_search: append,
  dns_opt: append,
  extra_hosts: append,
  networks: mergeNames,
  models: mergeNames,
  depends_on: mergeNames,
};

/** One service over another: `over` wins. Every pair keeps the place where it was written. */
export const mergeService = (reading: Reading, base: YamlMap, over: YamlMap): YamlMap => mergeMaps(reading, base, over, '');

/** One whole file over another. */
export function mergeModel(reading: Reading, base: YamlMap, over: YamlMap): YamlMap {
  return mergeEach(reading, base, over, (old, pair) => {
    if (old.value.kind !== 'map' || pair.value.kind !== 'map') return mergeValues(reading, old, pair, '/');
    const merged = mergeEach(reading, old.value, pair.value, (inner, outer) => mergeNamed(reading, inner, outer, pair.key.text));
    return { key: old.key, value: merged };
  });
}

/** One service, volume, secret … over that of the same name. */
function mergeNamed(reading: Reading, old: YamlPair, pair: YamlPair, section: string): YamlPair {
  if (old.value.kind !== 'map' || pair.value.kind !== 'map') return mergeValues(reading, old, pair, '/');
  return { key: old.key, value: mergeMaps(reading, old.value, pair.value, section === 'services' ? '' : '/') };
}

const mergeMaps = (reading: Reading, base: YamlMap, over: YamlMap, path: string): YamlMap =>
  mergeEach(reading, base, over, (old, pair) => {
    const here = path === '' ? pair.key.text : `${path}.${pair.key.text}`;
    const rule = path.startsWith('/')
      ? mergeValues
      : path === 'ulimits'
        ? replace
        : ((Object.hasOwn(rules, here) ? rules[here] : undefined) ?? mergeValues);
    return rule(reading, old, pair, here);
  });

function mergeEach(reading: Reading, base: YamlMap, over: YamlMap, merge: (old: YamlPair, pair: YamlPair) => YamlPair): YamlMap {
  const merged = new Map(entries(reading, base));
  for (const [key, pair] of entries(reading, over)) {
    const old = merged.get(key);
    if (isReset(pair.value)) merged.delete(key);
    else if (old === undefined || isNull(old.value) || pair.value.tag === '!override') merged.set(key, pair);
    else if (!isNull(pair.value)) merged.set(key, merge(old, pair));
  }
  return { ...base, tag: undefined, pairs: [...merged.values()], entries: merged };
}

function mergeValues(reading: Reading, old: YamlPair, pair: YamlPair, path: string): YamlPair {
  const [base, over] = [old.value, pair.value];
  if (base.kind === 'scalar') return pair;
  if (base.kind === 'map' && over.kind === 'map' && path.length < deepest)
    return { key: old.key, value: mergeMaps(reading, base, over, path) };
  if (base.kind === 'seq' && over.kind === 'seq') return { key: old.key, value: appended(reading, base, over) };
  problem(reading, over, `${pair.key.text} cannot be merged: ${kindOf(over)} over ${kindOf(base)}: Compose refuses this`);
  return pair;
}

function replace(_: Reading, __: YamlPair, over: YamlPair): YamlPair {
  return over;
}

function appended(reading: Reading, base: YamlNode, over: YamlNode): YamlSeq {
  const { source, start, end } = base;
  const items = [...asItems(base), ...asItems(over)];
  spend(reading, items.length);
  return { kind: 'seq', source, start, end, flow: false, items };
}

function append(reading: Reading, base: YamlPair, over: YamlPair): YamlPair {
  return { key: base.key, value: appended(reading, base.value, over.value) };
}

/** A mapping that meets a list becomes a list of mappings with one pair each. */
function asItems(node: YamlNode): readonly YamlNode[] {
  if (node.kind === 'seq') return node.items;
  if (node.kind === 'scalar') return [node];
  return [...entriesOf(node).values()].map((pair): YamlMap => ({ ...node, pairs: [pair], entries: undefined }));
}

function mergeBuild(reading: Reading, old: YamlPair, pair: YamlPair, path: string): YamlPair {
  const [base, over] = [asBuild(old), asBuild(pair)];
  return { key: old.key, value: mergeMaps(reading, base, over, path) };
}

function asBuild({ key, value }: YamlPair): YamlMap {
  if (value.kind === 'map') return value;
  const { source, start, end } = value;
  return { kind: 'map', source, start, end, flow: false, pairs: [{ key: { ...key, text: 'context' }, value }] };
}

/** `[a, b]` and `{a: …}` both name things. */
function mergeNames(reading: Reading, old: YamlPair, pair: YamlPair, path: string): YamlPair {
  return { key: old.key, value: mergeMaps(reading, asNames(old.value), asNames(pair.value), `/${path}`) };
}

function asNames(node: YamlNode): YamlMap {
  if (node.kind === 'map') return node;
  const { source, start, end } = node;
  const items = node.kind === 'seq' ? node.items : [node];
  const pairs = items.flatMap((item): YamlPair[] =>
    item.kind === 'scalar' ? [{ key: item, value: { ...item, text: '', style: 'plain' } }] : [],
  );
  return { kind: 'map', source, start, end, flow: false, pairs };
}
