import type { Source } from '../../model/index.ts';
import { knownValue } from '../../model/index.ts';
import { baseName } from '../../text/path.ts';
import { entriesOf, type YamlMap } from '../../text/yaml/node.ts';
import { withExtends } from './extend.ts';
import { type ReadFiles, withIncludes } from './include.ts';
import type { Lookup } from './interpolate.ts';
import { words } from './kinds.ts';
import { documentsOf, load, lookupIn, scopeAt } from './load.ts';
import { mergeModel } from './merge.ts';
import { folderOf } from './paths.ts';
import type { Reading } from './reading.ts';
import { field, type Pairs, pairsOf } from './values.ts';

/** Everything that a service may refer to. */
export interface Project {
  readonly reading: Reading;
  readonly name: string;
  readonly services: Pairs;
  readonly volumes: Pairs;
  readonly networks: Pairs;
  readonly secrets: Pairs;
  readonly configs: Pairs;
}

/** In the order in which Compose looks for them. Source: compose-go 2 cli/options.go. */
const baseNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = ['compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'];

export const isOverrideName = (path: string): boolean => overrideNames.includes(baseName(path));

/** The file that Compose takes when it is started in this folder. */
export function baseBeside(reading: Reading): Source | undefined {
  for (const name of baseNames) {
    const source = load(reading, name, start(reading));
    if (source !== undefined) return source;
  }
  return undefined;
}

/** The main file with its override file, all includes and extends. */
export function readProject(reading: Reading, files: readonly Source[]): Project {
  const { main, context } = reading;
  const own = folderOf(main.path);
  const folder = baseName(own === '.' || own === '' ? (context.cwd ?? own) : own);
  let name = projectName(folder);
  const caller: Lookup = (variable) => {
    const value = Object.hasOwn(context.env, variable) ? context.env[variable] : undefined;
    if (value !== undefined) return { value };
    return variable === 'COMPOSE_PROJECT_NAME' ? { value: name } : undefined;
  };
  const lookup = lookupIn(reading, ['.env'], caller);
  const scope = scopeAt('', '', lookup);
  const top = readFiles(reading)(
    files.map((source) => ({ source, scope })),
    [baseName(main.path)],
  );
  const section = (key: string) => pairsOf(reading, top === undefined ? undefined : entriesOf(top).get(key)?.value, key);
  const written = top === undefined ? undefined : knownValue(field(reading, entriesOf(top).get('name'), words));
  name = written === undefined ? name : projectName(written);
  return {
    reading,
    name,
    services: section('services'),
    volumes: section('volumes'),
    networks: section('networks'),
    secrets: section('secrets'),
    configs: section('configs'),
  };
}

/** Lower case letters, digits, - and _. Source: compose-go 2 loader.NormalizeProjectName. */
const projectName = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '') || 'default';

const start = (reading: Reading) => ({ source: reading.main, start: 0 });

/** The override file that Compose merges into this one by itself. */
export function overrideOf(reading: Reading): Source | undefined {
  const own = baseNames.indexOf(baseName(reading.main.path));
  // Only the file that Compose would choose in this folder is overridden.
  if (own < 0 || baseNames.slice(0, own).some((name) => load(reading, name, start(reading)) !== undefined)) return undefined;
  for (const name of overrideNames) {
    const source = load(reading, name, start(reading));
    if (source !== undefined) return source;
  }
  return undefined;
}

const readFiles =
  (reading: Reading): ReadFiles =>
  (files, chain) => {
    let merged: YamlMap | undefined;
    for (const { source, scope } of files) {
      for (const document of documentsOf(reading, source, scope)) {
        const whole = withExtends(reading, withIncludes(reading, document, chain, readFiles(reading)));
        merged = merged === undefined ? whole : mergeModel(reading, merged, whole);
      }
    }
    return merged;
  };
