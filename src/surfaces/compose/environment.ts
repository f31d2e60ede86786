import type { EnvVar } from '../../model/index.ts';
import { originOf, type YamlNode } from '../../text/yaml/node.ts';
import { dotenvNames } from './dotenv.ts';
import { hasHole } from './interpolate.ts';
import { boolean } from './kinds.ts';
import { load } from './load.ts';
import { join } from './paths.ts';
import { problem, scopeOf } from './reading.ts';
import { at, type Service } from './service-keys.ts';
import { assignments, entries, fieldAt, itemAt, itemsOf, textOf, valueField } from './values.ts';

/** `environment` over the names that `env_file` brings in. The values of an env_file are not kept: they are often secret. */
export function environment(service: Service): readonly EnvVar[] {
  const found = new Map<string, EnvVar>();
  for (const node of itemsOf(service.reading, at(service, 'env_file'), true))
    for (const variable of fromFile(service, node)) found.set(variable.name, variable);
  for (const entry of assignments(service.reading, at(service, 'environment'))) {
    const { name, origin } = entry;
    const value = valueField(entry);
    found.set(name, value === undefined ? { name, origin, from: 'caller' } : { name, origin, value });
  }
  return [...found.values()];
}

function fromFile({ reading }: Service, node: YamlNode): readonly EnvVar[] {
  const keys = node.kind === 'map' ? entries(reading, node) : undefined;
  const path = keys === undefined ? node : keys.get('path')?.value;
  if (path === undefined || path.kind !== 'scalar') {
    problem(reading, node, 'an entry of env_file must be a path, or a mapping with path: Compose refuses this file');
    return [];
  }
  const text = textOf(reading, path).value;
  if (hasHole(text) || text === '') return [];
  const wanted = keys?.get('required');
  const required = wanted === undefined ? undefined : fieldAt(reading, itemAt(wanted.value), boolean, 'required');
  const source = load(reading, join(scopeOf(reading, node.source).dir, text), node);
  if (source !== undefined) return dotenvNames(source.text).map((name) => ({ name, origin: originOf(node), from: 'file' }));
  if (required === undefined || (required.state === 'written' && required.value)) {
    problem(
      reading,
      node,
      `the env_file ${text} is not there, and Compose does not start without it: provide it, or write \`required: false\``,
    );
  }
  return [];
}
