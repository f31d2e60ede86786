import { type Source, Unreadable } from '../../model/index.ts';
import type { YamlMap, YamlNode, YamlPair } from '../../text/yaml/node.ts';
import { parseYaml } from '../../text/yaml/parse.ts';
import { isNull } from '../../text/yaml/value.ts';
import { parseDotenv } from './dotenv.ts';
import type { Lookup } from './interpolate.ts';
import { folderOf, join } from './paths.ts';
import { problem, type Reading, type Scope } from './reading.ts';
import { kindOf } from './values.ts';

/** A file beside the project, `path` as seen from the main file's folder. Unreadable files are a problem at `at`. */
export function load(reading: Reading, path: string, at: Pick<YamlNode, 'source' | 'start'>): Source | undefined {
  if (reading.left.files-- <= 0) throw new Unreadable('more than 200 files are included or extended: not judged any further');
  try {
    return reading.context.load(path, reading.main);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problem(reading, at, `${path} cannot be read: ${error.message}`);
    return undefined;
  }
}

/** `.env` files as variables; loaded when the first variable is asked for. The caller's own environment wins. */
export function lookupIn(reading: Reading, files: readonly string[], outer: Lookup): Lookup {
  let variables: ReadonlyMap<string, ReturnType<Lookup>> | undefined;
  return (name) => {
    const given = outer(name);
    if (given !== undefined) return given;
    variables ??= new Map(files.flatMap((file) => [...dotenvAt(reading, file, outer)]));
    return variables.get(name);
  };
}

function dotenvAt(reading: Reading, file: string, outer: Lookup): ReadonlyMap<string, ReturnType<Lookup>> {
  const source = load(reading, file, { source: reading.main, start: 0 });
  return source === undefined ? new Map() : parseDotenv(source.text, outer);
}

/** The mappings of a file, one a document, in the order in which they are merged. Problems are told; an empty document is none. */
export function documentsOf(reading: Reading, given: Source, scope: Scope): readonly YamlMap[] {
  const source = register(reading, given, scope);
  const { documents, problems } = parseYaml(source);
  for (const found of problems) {
    const templated = source.text.includes('{{') || source.text.includes('{%');
    const hint = templated ? ' (this looks like a template: render it first and check the result)' : '';
    reading.problems.push({ ...found, message: found.message + hint });
  }
  const maps: YamlMap[] = [];
  for (const document of documents) {
    if (document.kind === 'map') maps.push(modernised(document));
    else if (!isNull(document))
      problem(reading, document, `a Compose file is a mapping with the key services, not ${kindOf(document)}: nothing was read`);
  }
  return maps;
}

/** One source means one thing in a read: a file that is read again under another scope gets a twin. */
function register(reading: Reading, given: Source, scope: Scope): Source {
  const known = reading.scopes.get(given);
  const source = known === undefined || known === scope ? given : { ...given };
  reading.scopes.set(source, scope);
  return source;
}

/** The scope of a file found at `path`; `dir` is its project folder. */
export const scopeAt = (path: string, dir: string, lookup: Lookup): Scope => ({ dir, folder: folderOf(join('', path)), lookup });

const modern = new Set(['services', 'version', 'include', 'name', 'networks', 'volumes', 'secrets', 'configs', 'models']);

/** Compose file format 1: the services stand at the top. */
function modernised(top: YamlMap): YamlMap {
  const pairs = top.pairs.filter((pair) => !pair.key.text.startsWith('x-'));
  if (pairs.some(isModern) || !pairs.some(isService)) return top;
  const key = { kind: 'scalar', source: top.source, start: top.start, end: top.start, text: 'services', style: 'plain' } as const;
  return { ...top, entries: undefined, pairs: [{ key, value: { ...top, entries: undefined, pairs } }] };
}

/** A service of format 1 may be called "volumes": then it says of itself that it is one. */
const isModern = (pair: YamlPair): boolean => modern.has(pair.key.text) && !isService(pair);

const isService = ({ key, value }: YamlPair): boolean =>
  key.text !== 'services' &&
  value.kind === 'map' &&
  value.pairs.some(
    (inner) => ['image', 'build', 'extends'].includes(inner.key.text) && (inner.key.text !== 'image' || inner.value.kind === 'scalar'),
  );
