import { baseName } from '../../text/path.ts';
import { entriesOf, type YamlMap, type YamlNode, type YamlPair } from '../../text/yaml/node.ts';
import { hasHole } from './interpolate.ts';
import { documentsOf, load, scopeAt } from './load.ts';
import { mergeModel, mergeService } from './merge.ts';
import { folderOf, join } from './paths.ts';
import { problem, type Reading, scopeOf } from './reading.ts';
import { isAbsent, pairsOf, textOf } from './values.ts';

/** The services of one file before extends, and those that are done. */
interface File {
  readonly path: string;
  readonly services: ReadonlyMap<string, YamlPair>;
  readonly done: Map<string, YamlMap | undefined>;
}

const longest = 100;

/**
 * A file's top level with `extends` resolved in every service. A service whose base cannot be had is left out and named as
 * a problem: without its base nothing is known of it.
 * Source: Compose Specification, 05-services.md "extends"; compose-go 2 loader/extends.go.
 */
export function withExtends(reading: Reading, top: YamlMap): YamlMap {
  const pair = entriesOf(top).get('services');
  if (pair === undefined || pair.value.kind !== 'map') return top;
  const services = pairsOf(reading, pair.value, 'services');
  if (![...services.values()].some((service) => extendsOf(service.value) !== undefined)) return top;
  const files = new Map<string, File | undefined>();
  const here: File = { path: '', services, done: new Map() };
  const resolved: YamlPair[] = [];
  for (const [name, service] of services) {
    if (service.value.kind !== 'map') resolved.push(service);
    else {
      const value = resolve(reading, files, here, name, service.value, []);
      if (value !== undefined) resolved.push({ key: service.key, value });
    }
  }
  const value: YamlMap = { ...pair.value, pairs: resolved, entries: undefined };
  const pairs = [...entriesOf(top).values()].map((other) => (other === pair ? { key: pair.key, value } : other));
  return { ...top, pairs, entries: undefined };
}

const extendsOf = (service: YamlNode): YamlPair | undefined => {
  const pair = service.kind === 'map' ? entriesOf(service).get('extends') : undefined;
  return pair === undefined || isAbsent(pair.value) ? undefined : pair;
};

function resolve(
  reading: Reading,
  files: Map<string, File | undefined>,
  file: File,
  name: string,
  own: YamlMap,
  chain: readonly string[],
): YamlMap | undefined {
  const pair = extendsOf(own);
  if (pair === undefined) return own;
  if (file.done.has(name)) return file.done.get(name);
  const link = `${file.path}#${name}`;
  const refuse = (why: string): undefined => {
    problem(reading, pair.key, `the service "${name}" is not judged: ${why}`);
  };
  if (chain.includes(link)) return refuse('its extends come back to itself; Compose refuses this file');
  if (chain.length >= longest) return refuse(`its extends are more than ${longest} deep`);
  const value = base(reading, files, file, pair, refuse, (target, wanted, service) =>
    resolve(reading, files, target, wanted, service, [...chain, link]),
  );
  const merged = value === undefined ? undefined : mergeService(reading, withoutExtends(value), withoutExtends(own));
  file.done.set(name, merged);
  return merged;
}

type Go = (file: File, name: string, service: YamlMap) => YamlMap | undefined;

function base(
  reading: Reading,
  files: Map<string, File | undefined>,
  file: File,
  pair: YamlPair,
  refuse: (why: string) => undefined,
  go: Go,
): YamlMap | undefined {
  const short = pair.value.kind === 'scalar';
  const wanted = text(reading, short ? pair.value : valueUnder(pair.value, 'service'));
  const path = short ? undefined : valueUnder(pair.value, 'file');
  if (wanted === undefined || wanted === '') return refuse('its extends names no service that is known here');
  const target = isAbsent(path) ? file : fileAt(reading, files, path as YamlNode, refuse);
  if (target === undefined) return undefined;
  const service = target.services.get(wanted)?.value;
  if (service === undefined)
    return refuse(
      `it extends the service "${wanted}", which is not in ${target.path === '' ? 'this file' : target.path}; Compose refuses this file`,
    );
  if (service.kind !== 'map') return { ...(pair.value.kind === 'map' ? pair.value : emptyAt(pair)), pairs: [], entries: undefined };
  const resolved = go(target, wanted, service);
  return resolved ?? refuse(`the service "${wanted}" that it extends cannot be read`);
}

function fileAt(
  reading: Reading,
  files: Map<string, File | undefined>,
  path: YamlNode,
  refuse: (why: string) => undefined,
): File | undefined {
  const written = text(reading, path);
  if (written === undefined) return refuse('its extends names its file by a variable that is not set');
  if (/^[a-z]+:\/\/|^git@/.test(written)) return refuse('it extends a file of another place: fetch the file and name it by its path');
  const scope = scopeOf(reading, path.source);
  // Nested files are looked for beside the file that names them.
  const full = join(scope.dir, written);
  if (files.has(full)) return files.get(full) ?? refuse(`${written}, which it extends, cannot be read`);
  const source = load(reading, full, path);
  files.set(full, undefined);
  if (source === undefined) return refuse(`${written}, which it extends, is not there; Compose refuses this file`);
  if (!standsAlone(full)) reading.alsoRead.add(source.path);
  const [first, ...more] = documentsOf(reading, source, scopeAt(full, folderOf(full), scope.lookup));
  if (first === undefined) return refuse(`${written}, which it extends, cannot be read`);
  const top = more.reduce((merged, next) => mergeModel(reading, merged, next), first);
  const file: File = { path: full, services: pairsOf(reading, entriesOf(top).get('services')?.value, 'services'), done: new Map() };
  files.set(full, file);
  return file;
}

/** A file with a project's own name is a project of its own, whoever extends a service of it. */
export const standsAlone = (path: string): boolean => /^(?:docker-)?compose\.ya?ml$/.test(baseName(path));

const valueUnder = (node: YamlNode, key: string): YamlNode | undefined =>
  node.kind === 'map' ? entriesOf(node).get(key)?.value : undefined;

function text(reading: Reading, node: YamlNode | undefined): string | undefined {
  if (node === undefined || node.kind !== 'scalar') return undefined;
  const found = textOf(reading, node).value;
  return hasHole(found) ? undefined : found;
}

function withoutExtends(service: YamlMap): YamlMap {
  const entries = new Map(entriesOf(service));
  entries.delete('extends');
  return { ...service, pairs: [...entries.values()], entries };
}

const emptyAt = ({ value: { source, start, end } }: YamlPair): YamlMap => ({ kind: 'map', source, start, end, flow: false, pairs: [] });
