import type { Source } from '../../model/index.ts';
import { entriesOf, type YamlMap, type YamlNode } from '../../text/yaml/node.ts';
import { hasHole } from './interpolate.ts';
import { load, lookupIn, scopeAt } from './load.ts';
import { mergeModel } from './merge.ts';
import { folderOf, join } from './paths.ts';
import { problem, type Reading, type Scope, scopeOf } from './reading.ts';
import { isAbsent, itemsOf, textOf } from './values.ts';

/** How a file becomes a top level with everything in it: project.ts, handed in so that include can call it again. */
export type ReadFiles = (
  files: readonly { readonly source: Source; readonly scope: Scope }[],
  chain: readonly string[],
) => YamlMap | undefined;

/**
 * A file's top level with what it includes below its own.
 * Source: Compose Specification, 14-include.md; compose-go 2 loader/include.go.
 */
export function withIncludes(reading: Reading, top: YamlMap, chain: readonly string[], read: ReadFiles): YamlMap {
  const pair = entriesOf(top).get('include');
  const included = itemsOf(reading, pair).flatMap((entry) => includedBy(reading, entry, chain, read) ?? []);
  if (included.length === 0) return top;
  // What was there first wins over what is included after it.
  return [...included.map(resourcesOf).reverse(), top].reduce((merged, next) => mergeModel(reading, merged, next));
}

const resources = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'];

function resourcesOf(top: YamlMap): YamlMap {
  const pairs = [...entriesOf(top).values()].filter((pair) => resources.includes(pair.key.text));
  return { ...top, pairs, entries: undefined };
}

function includedBy(reading: Reading, entry: YamlNode, chain: readonly string[], read: ReadFiles): YamlMap | undefined {
  const scope = scopeOf(reading, entry.source);
  const refuse = (why: string): undefined => problem(reading, entry, `an include is not judged: ${why}`) as undefined;
  const paths = textsOf(reading, entry.kind === 'map' ? entriesOf(entry).get('path')?.value : entry);
  const given = textsOf(reading, keyOf(entry, 'project_directory'));
  const envFiles = textsOf(reading, keyOf(entry, 'env_file'));
  if (paths === undefined || given === undefined || envFiles === undefined) return refuse('it names a file by a variable that is not set');
  const [first] = paths;
  if (first === undefined) return refuse('it names no file; Compose refuses this file');
  if (paths.some((path) => /^(?:oci|https?|git|ssh):\/\/|^git@|\.git(?:#|$)/.test(path))) {
    return refuse(`${first} is in another place: fetch it and include it by its path`);
  }
  const full = paths.map((path) => join(scope.dir, path));
  if (chain.includes(full[0] ?? '')) return refuse(`${first} includes itself again; Compose refuses this file`);
  const dir = given[0] === undefined ? folderOf(full[0] ?? '') : join(scope.dir, given[0]);
  const env =
    envFiles.length > 0 ? envFiles.filter((path) => path !== '/dev/null').map((path) => join(scope.dir, path)) : [join(dir, '.env')];
  const lookup = lookupIn(reading, env, scope.lookup);
  const files: { source: Source; scope: Scope }[] = [];
  for (const path of full) {
    const source = load(reading, path, entry);
    if (source === undefined) return refuse(`${path} is not there or cannot be read; Compose refuses this file`);
    reading.alsoRead.add(source.path);
    files.push({ source, scope: scopeAt(path, dir === '.' ? '' : dir, lookup) });
  }
  return read(files, [...chain, full[0] ?? '']);
}

const keyOf = (entry: YamlNode, key: string): YamlNode | undefined => (entry.kind === 'map' ? entriesOf(entry).get(key)?.value : undefined);

/** One text or a list of them; undefined where one is not known. */
function textsOf(reading: Reading, node: YamlNode | undefined): readonly string[] | undefined {
  if (node === undefined || isAbsent(node)) return [];
  const texts = (node.kind === 'seq' ? node.items : [node]).map((item) => (item.kind === 'scalar' ? textOf(reading, item).value : ''));
  return texts.some(hasHole) ? undefined : texts.filter((text) => text !== '');
}
